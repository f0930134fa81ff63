"""The checks of the data and of the briefings, and of the claims against the documents.

Imports geo.network, geo.briefing, geo.intake and what is below them.
"""
