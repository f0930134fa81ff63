"""New documents: read, whatever they are made of."""
