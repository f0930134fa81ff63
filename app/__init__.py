"""The atlas on a screen: server, pages, command line.

Imports `geo`, never the other way round. `main.py` is the script that Streamlit runs, `asgi.py` the
server.
"""
