"""Charts of series: placed once, drawn by Vega-Altair on the screen and as shapes in files."""
