"""Files that people entrust to us. See README.md."""
