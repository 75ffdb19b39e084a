"""What the pages of judging hand to their templates: sentences written, strokes placed."""
