"""Parts shared by server and pages: the atlas in memory, the settings, the static files.

The lowest floor of `app`.
"""
