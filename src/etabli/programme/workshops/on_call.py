"""Who calls those who have only a telephone: the adviser of the session, led to its desk."""

from django.urls import reverse

from etabli.foundation.people.models import Membership
from etabli.foundation.registries import OnCall
from etabli.foundation.seats.models import Occasion
from etabli.programme.workshops.models import Session


def on_call(occasion: Occasion) -> list[OnCall]:
    """Nobody when it is no session of ours, or when its adviser has left: its desk shows whom to call all the same."""
    session = Session.objects.filter(occasion=occasion, published_at__isnull=False).first()
    if session is None:
        return []
    held = Membership.objects.filter(
        user_id=session.adviser_id, organisation_id=session.chamber_id, ended_on=None
    )
    url = reverse("workshops:desk", args=[session.pk])
    return [
        OnCall(membership, url)
        for membership in held.select_related("user", "organisation").order_by("pk")[:1]
    ]
