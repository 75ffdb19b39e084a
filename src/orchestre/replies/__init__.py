"""What came back from a call: sources, what each reply says, its kind, its duplicates."""
