"""Data that is made for tests: hand-drawn networks, hostile texts, views."""
