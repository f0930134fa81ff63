"""The least a rerun can cost: one checkbox that changes a text."""

from __future__ import annotations

import streamlit as st  # noqa: TID251 - these apps are not the atlas

on = st.checkbox("Rail", key="filter-mode-rail")
st.html(f'<p class="bench-text">{"on" if on else "off"}</p>')
