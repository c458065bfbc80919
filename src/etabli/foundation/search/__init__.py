"""One index, two databases. See README.md."""
