"""What was said about weights, and the set of all weights that agree with it."""
