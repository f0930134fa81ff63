"""Tests of new documents: read, searched and held against the atlas."""
