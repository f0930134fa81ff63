"""The reader's request: filter, scenario and view, and the address that says it.

Imports geo.data.
"""
