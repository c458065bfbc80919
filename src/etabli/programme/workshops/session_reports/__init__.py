"""What comes after a session: the adviser's report, the documents sent to those present."""
