"""What if: the corridors as a network, and the shortest paths under a scenario.

Imports geo.catalog and what is below it.
"""
