"""Tests of the offline pack, opened in Chromium from a disk."""
