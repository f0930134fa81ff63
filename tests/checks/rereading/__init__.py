"""Tests of geo.checks.rereading."""
