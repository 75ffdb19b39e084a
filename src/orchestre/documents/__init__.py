"""One document model for every written format, one table model for XLSX and CSV."""
