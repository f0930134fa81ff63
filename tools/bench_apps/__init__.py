"""Small Streamlit apps to hold the atlas against."""
