"""The atlas without a screen: read data, check it, join it, select from it, export it.

Nothing here knows Streamlit or folium, touches a network or reads a file at import.
"""
