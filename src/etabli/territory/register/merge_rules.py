"""What stays as the trail, when two persons are one."""

STAYS = frozenset({"register.Artisan.person"})  # who has one already keeps it: the other is the trail
