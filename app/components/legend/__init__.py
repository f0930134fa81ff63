"""The filter."""
