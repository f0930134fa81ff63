"""Scripts of the house: nothing here is needed to serve the atlas."""
