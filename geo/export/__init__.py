"""Exports: the routes shown go in, bytes come out; one registry names the formats.

The highest floor of `geo`: may import every other package of it.
"""
