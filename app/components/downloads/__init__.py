"""The downloads of a page."""
