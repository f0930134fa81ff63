"""The state of one visit: its view, its address, its draft, its overlay.

Imports app.shared.
"""
