"""Établi: the workbench of a chamber of trades that takes craft businesses online."""
