"""Everything that can be wrong with the data, and the claims held against the documents.

Imports geo.network, geo.briefing and what is below them.
"""
