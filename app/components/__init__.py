"""The parts that pages are built of, each .py beside its .js and .css.

Imports app.shared, app.session and app.server.
"""
