"""Practice: any screen of an artisan, tried on invented data that is theirs alone. See README.md."""
