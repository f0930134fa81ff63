"""The page of what if."""
