"""Briefings: scenes in order, each a view with words and the claims they rest on.

Imports geo.catalog and what is below it.
"""
