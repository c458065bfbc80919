"""Backups: `etabli backup`, `etabli backup verify`, `etabli restore`. See README.md."""
