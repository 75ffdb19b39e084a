"""The command line: one module a room, arguments in, text or JSON out."""
