"""Codes on paper, for those whom no mail reaches: three words that are printed, four digits that their holder knows.

`words.txt`: 2,048 French words without accents, of four to eight letters. No two begin with the same four letters, no
two sound alike. Some 1,340 of them come from the French list of BIP 39 (MIT licence, © 2013-2016 Pavol Rusnak), less
what nobody likes to read under their name; the others are our own.
"""
