"""What browsers are told of the routes, so that they filter, count and list them themselves."""
