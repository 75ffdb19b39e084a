"""LinkedIn: the CSV files of its export, and what comment scrapers write."""
