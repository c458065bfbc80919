"""What stays as the trail, when two persons are one."""

STAYS = frozenset(
    {
        "journeys.Journey.person",  # one path each: that of the person who is kept
        "journeys.Milestone.person",  # what stands of a kind stands once
    }
)
