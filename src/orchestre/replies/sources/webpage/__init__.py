"""Pages in HTML: saved, or sent by the bookmark."""
