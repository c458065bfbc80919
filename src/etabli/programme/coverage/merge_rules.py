STAYS = frozenset({"coverage.OnlinePresence.person"})  # one address stands: that of the person who is kept
