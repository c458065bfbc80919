"""One page: what is read of it, in whatever shape it says it."""
