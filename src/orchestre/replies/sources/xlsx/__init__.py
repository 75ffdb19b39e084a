"""Excel workbooks (.xlsx), every sheet, formulas by their stored results."""
