"""Themes: what is delivered (`delivered/`, one file each), their versions."""
