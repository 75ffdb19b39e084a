"""Marketplaces: the applications of a client's page, and dumps of profiles."""
