"""Reads the text of a document out of each format: text, Markdown, saved pages, PDF and Word.

A document is data: nothing in it is run, nothing outside it is fetched, and what cannot be read is
refused in a sentence.
"""
