"""Reads new documents and finds what they say of the subjects of the atlas: candidates for claims.

Finding and deciding are apart: nothing here writes into the data. Imports geo.catalog and what is
below it.
"""
