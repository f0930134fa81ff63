"""A reader's own data."""
