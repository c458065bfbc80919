"""What planning writes, by what it is about."""
