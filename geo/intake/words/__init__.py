"""Finds what a text says in words: states, actors, conditions, aims and what happened."""
