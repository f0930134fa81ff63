"""Tests of geo.query."""
