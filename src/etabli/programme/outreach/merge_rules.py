"""What stays as the trail, when two persons are one."""

STAYS = frozenset({"outreach.Recipient.person"})  # what became of each in one mailing, in which both stood
