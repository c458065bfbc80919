"""What is hard to get right of the forum, in plain Python."""
