"""Tests of geo.overlay."""
