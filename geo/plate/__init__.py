"""A map as shapes on a rectangle, in points: laid out once, written by every format that draws."""
