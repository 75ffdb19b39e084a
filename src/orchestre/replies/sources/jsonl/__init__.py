"""JSON Lines, a JSON array, or a JSON object that holds one list of messages."""
