"""The words of a page and what they mean by themselves, for all the stages.

A `Page` (words with boxes, ruling lines), its rows and folded text; the numbers and dates that words print, every
reading of them kept; the vocabulary of the trade. Nothing here knows of files, tables or quotes.
"""
