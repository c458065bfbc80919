"""Visitors read the catalogue (`catalogue`); advisers write themes and print their sheets (`writing`)."""
