"""The desk: drafts, acceptance, notes, new routes, and its page."""
