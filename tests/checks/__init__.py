"""Tests of geo.checks."""
