"""Stage 1: the bytes of a file -> pages of words.

In: a `Document` (PDF, photo, scan, DOCX, ODT). Out: `Page`s, their words and ruling lines in points from the top left
(`readers.pages_of`), and each page as a picture (`readers.picture`). Opens hostile files within bounds; raises
Unreadable, in plain words, for what can't be read.
"""
