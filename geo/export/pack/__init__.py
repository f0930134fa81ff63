"""The offline pack: the shown routes, their dossiers and the briefings as one HTML file."""
