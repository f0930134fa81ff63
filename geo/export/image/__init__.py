"""The map as a picture: PNG and SVG."""
