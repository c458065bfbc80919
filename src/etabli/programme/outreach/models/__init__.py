"""What is kept of it."""
