def with_needs(quote, brief): return quote
