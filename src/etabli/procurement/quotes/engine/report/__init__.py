"""Stage 4: a `Quote` -> what a person looks at.

In: a `Quote`, the figures of `facts`, what a catalogue of needs finds in it, a brief. Out: its findings
(`checks.check`), the needs that it covers or leaves out (`compare.compare`), what it costs over the years
(`costs.costs`) and its terms (`conditions.conditions`). Reads no file and no page; never a verdict on a price.
"""
