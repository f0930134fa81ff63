"""The presenter's keys and panels."""
