"""Tests of geo.cartography."""
