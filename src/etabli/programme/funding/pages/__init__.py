"""The pages of funds, of their rules, and of files."""
