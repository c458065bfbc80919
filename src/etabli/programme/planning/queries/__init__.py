"""What planning tells, by what it is about."""
