"""PDF: a route on a page, and the tables of routes and of claims."""
