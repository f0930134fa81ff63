"""The desk: a curator's work on new documents, on this machine only.

Imports what is below it: the intake, the checks, and the settings.
"""
