"""Finds figures and dates in a document, and says which attribute each may be a claim of."""
