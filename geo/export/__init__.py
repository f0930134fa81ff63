"""Exports: a selection goes in, the bytes of a file come out; one registry lists the formats.

The top package of `geo`: may import every other package of it.
"""
