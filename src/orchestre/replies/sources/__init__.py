"""One folder a source: `reader.py`, a sample, the expected result, a README. Recognised by content."""
