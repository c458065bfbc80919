"""The `etabli` command."""
