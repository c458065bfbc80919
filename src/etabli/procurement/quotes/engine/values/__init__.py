"""Stage 3: tables and pages -> the values of the quote.

In: `Table`s, `Candidate`s and `Page`s. Out: lines and totals, for which arithmetic chooses among the readings;
number, dates, supplier and customer; what comes back and what binds. What isn't sure is None, and nothing printed is
corrected.
"""
