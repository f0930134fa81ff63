"""HTML: dossiers and scenes as markup, for the screen and the offline pack.

Imports geo.presentation and what is below it.
"""
