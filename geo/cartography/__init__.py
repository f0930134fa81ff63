"""One map for screen and paper: symbols, projection, basemap, labels, legend, layout.

Imports geo.presentation and what is below it.
"""
