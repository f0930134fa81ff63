"""A reader's own lines and points: read with suspicion, kept apart from the atlas."""
