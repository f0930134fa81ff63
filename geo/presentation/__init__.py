"""What a reader is shown, as plain data without markup: statements, sentences, tables, dossiers.

Imports geo.network, geo.briefing and what is below them. The renderers place and style it.
"""
