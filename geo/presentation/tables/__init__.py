"""The table of routes as people read it: the order of its rows, and its short edition."""
