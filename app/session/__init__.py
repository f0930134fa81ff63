"""What one visit holds: its view, its address, its draft, its own data.

Imports app.shared.
"""
