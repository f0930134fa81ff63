"""Finds which subjects of the atlas a text names, and of which one its words are said."""
