"""The pages: map, comparison, time, what if, the data, briefings, presenter.

Imports app.components and what is below it. Not called `pages`: Streamlit takes a folder of that
name for pages of its own.
"""
