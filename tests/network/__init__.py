"""Tests of geo.network."""
