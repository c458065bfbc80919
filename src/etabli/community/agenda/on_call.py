"""Who answers for an event that has places: whoever proposed it."""

from django.urls import reverse

from etabli.community.agenda.models import EventDate
from etabli.community.agenda.occasion_texts import KIND
from etabli.foundation.people.models import Membership
from etabli.foundation.registries import OnCall
from etabli.foundation.seats.models import Occasion


def on_call(occasion: Occasion) -> list[OnCall]:
    """Nobody when it is no date of ours, when it is the association's own, or when its author has left."""
    if occasion.kind != KIND:
        return []
    dates = EventDate.objects.filter(occasion=occasion, event__author__isnull=False)
    date = dates.select_related("event__author__user").first()
    if date is None:
        return []
    posts = Membership.objects.filter(
        user__party=date.event.author.user.party_id,  # type: ignore[union-attr]  # the query leaves out null authors
        organisation=date.event.organisation_id,
        ended_on=None,
    )
    url = reverse("agenda:event", args=[date.event_id])
    return [OnCall(post, url) for post in posts.select_related("user", "organisation").order_by("pk")[:1]]
