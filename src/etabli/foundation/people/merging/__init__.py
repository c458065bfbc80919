"""Two persons of one chamber who are one human being: joined for the chamber by its staff, and for whoever comes in as
one of them once they have said so themselves."""
