"""The head of a page, and its history."""
