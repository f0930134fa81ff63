"""What a reader asks for: filter, scenario and view, and the address that says it.

Imports geo.data.
"""
