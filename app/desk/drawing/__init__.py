"""New routes, drawn by a curator: places found and placed, the line, and what is said of both."""
