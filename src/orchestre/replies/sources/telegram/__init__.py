"""Telegram Desktop's JSON: one chat, or the whole account."""
