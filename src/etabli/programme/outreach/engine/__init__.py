"""What is hard to get right, in plain Python: seasons, texts that must fit, whom to call first."""
