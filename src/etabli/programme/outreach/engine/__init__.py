"""What is hard to get right in writing to many: whom, in which words, how fast. Plain Python."""
