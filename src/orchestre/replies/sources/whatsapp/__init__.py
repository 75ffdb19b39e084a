"""WhatsApp's "export chat" text, from Android and from iOS."""
