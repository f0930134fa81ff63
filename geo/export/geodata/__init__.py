"""Files for geographic programs: GeoJSON, GeoPackage, GeoParquet, KML, the data package."""
