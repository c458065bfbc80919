"""All that Établi sends and shows, kept as text and compared: see README.md."""
