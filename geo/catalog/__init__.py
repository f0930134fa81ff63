"""The catalog: every record joined once, found by filter, name and year.

Imports geo.data, geo.claims and geo.query.
"""
