"""One mail in a file of its own."""
