"""The funds that pay for half-days of support, and their files. See README.md."""
