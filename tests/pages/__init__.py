"""The atlas and the pack in a browser or in AppTest, as tests see them."""
