"""What is hard to get right, in plain Python: seasons, texts that must fit, whom to call or to write to, how fast."""
