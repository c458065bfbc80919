"""Mail queue and calendar files. See README.md."""
