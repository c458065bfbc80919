"""Stages 1 to 3 for an electronic invoice: its XML -> a `Quote`.

In: a CII or UBL document, alone or inside a PDF (`invoice.xml_of`). Out: the `Quote` that its data hold
(`invoice.quote_of`), set on the page that carries it (`reconcile.with_page`), with what the two contradict.
"""
