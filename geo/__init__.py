"""The atlas without a screen: data, claims, queries, maps and files.

Each package imports only packages of lower floors; docs/architecture.md lists them. Nothing here
knows `app`, and nothing is read when a module is imported.
"""
