"""The path of each artisan, from a first contact to a site of their own. See README.md."""
