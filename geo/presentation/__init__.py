"""The content of screens and files, without markup: statements, sentences, tables, dossiers.

Imports geo.network, geo.briefing and what is below them. The renderers place and style it.
"""
