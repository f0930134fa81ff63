"""Reads a reader's own lines and points, as untrusted data and apart from the atlas.

Imports geo.catalog and what is below it.
"""
