"""Discord: a channel exported by DiscordChatExporter (JSON), and one's own data package."""
