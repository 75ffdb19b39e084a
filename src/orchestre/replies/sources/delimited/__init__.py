"""Tables as text: CSV, TSV, semicolons. A tab paste from a spreadsheet too."""
