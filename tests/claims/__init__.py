"""Tests of geo.claims."""
