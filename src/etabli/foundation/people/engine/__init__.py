"""Plain Python: how much alike two persons are."""
