"""Facebook and Instagram: the messages and own comments of their exports."""
