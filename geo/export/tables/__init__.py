"""Tables as files: CSV, TSV and the Excel workbook."""
