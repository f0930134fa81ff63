"""The rules of evidence: which claim leads, how old it is, who disagrees, what was printed.

Imports geo.data.
"""
