"""Mailboxes: many mails in one file."""
