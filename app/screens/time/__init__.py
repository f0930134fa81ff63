"""The page about time."""
