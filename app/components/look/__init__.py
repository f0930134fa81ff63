"""How the map looks: its colours, its borders and its year."""
