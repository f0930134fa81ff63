"""Tests of the running atlas in Chromium."""
