"""Laws of the atlas, on its real data and on small broken copies."""
