"""PowerPoint: maps as native shapes, figures with numbered notes."""
