"""Exports of a Slack workspace."""
