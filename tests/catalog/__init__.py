"""Tests of geo.catalog."""
