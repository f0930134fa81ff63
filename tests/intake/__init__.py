"""Tests of geo.intake."""
