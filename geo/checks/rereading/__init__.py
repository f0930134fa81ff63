"""Documents that are read again: receipts checked and re-derived, and new editions.

What was decided on a document holds for whoever has it, and for its next edition where its
sentences are the same.
"""
