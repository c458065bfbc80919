"""What is hard to get right in running a workshop, as plain Python."""
