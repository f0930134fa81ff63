"""The data's files: their schema and records, how they are read, released and compared.

The lowest package: imports no other.
"""
