"""Parse, call one action, answer."""
