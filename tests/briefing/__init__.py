"""Tests of geo.briefing."""
