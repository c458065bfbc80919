"""What is done to reach artisans, by kind of reaching."""
