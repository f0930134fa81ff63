"""What server and pages share: the atlas in memory, the settings, the static files.

The lowest floor of `app`.
"""
