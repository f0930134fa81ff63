"""The corridors as a network, and the shortest paths through it under a scenario.

Imports geo.catalog and what is below it.
"""
