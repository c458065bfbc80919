"""The artisan's path."""
