"""A map on a sheet of paper: its title, legend, inset, frame and sources."""
