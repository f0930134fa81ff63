"""Browser code that the app and the offline pack share, and Leaflet as it is installed.

One folder each for map, table, legend, presenter and pack, and `shared` for what all of them use.
Imports geo.data.
"""
