"""The work itself: what a conductor does, as plain functions and values.

No clock, no network access, no database and no web framework in here: today's date, a random seed and open
streams are handed over by the caller. Each room imports only rooms before it (`pyproject.toml`, import-linter).
"""
