"""What is known of it."""
