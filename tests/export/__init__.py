"""Tests of geo.export."""
