"""The server around the pages: downloads, the job queue, limits, headers, health.

Imports app.shared and app.session.
"""
