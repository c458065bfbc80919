"""Stage 2: pages -> tables cut into columns and records, and the amounts that a label announces.

In: `Page`s. Out: `Table`s of `Record`s that keep every number printed in each cell (`tables.tables`), and `Candidate`s
for the totals (`labels.candidates`). Nothing is decided here about the meaning of a number.
"""
