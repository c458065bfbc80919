"""What stays as the trail, when two persons are one."""

STAYS = frozenset({"coverage.OnlinePresence.person"})  # one address stands: that of the person who is kept
