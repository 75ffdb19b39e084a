"""Zip archives of files that other sources read."""
