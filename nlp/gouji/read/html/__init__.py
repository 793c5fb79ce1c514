"""Web pages: what a department published, without the frame of its site."""
