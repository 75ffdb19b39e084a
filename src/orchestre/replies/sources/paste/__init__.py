"""Free text copied from a page: blocks, "Name: text" lines, comments with their age."""
