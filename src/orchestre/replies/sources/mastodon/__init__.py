"""Mastodon and its kin: the thread under a post as their API gives it; one's own archive."""
