"""Reading funds, their rules, and files."""
