"""Codes on paper, for those whom no mail reaches: three words that are printed, four digits that their holder knows.

`words.txt`: 2,048 French words without accents, of four to eight letters. No two begin with the same four letters, no
two sound alike, and none is one that nobody likes to read under their name.
"""
