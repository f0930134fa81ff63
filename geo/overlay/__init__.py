"""A reader's own lines and points: read with suspicion, kept apart from the atlas.

Imports geo.catalog and what is below it.
"""
