"""What a text says: prices, contacts, places, dates, years, language, terms, each with the words it came from."""
