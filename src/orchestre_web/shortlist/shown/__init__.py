"""What the pages of a choice show: every figure in words, every stroke placed."""
