"""Tests of geo.presentation."""
