"""New documents: how they are read, what is found in them, and what the atlas holds on it."""
