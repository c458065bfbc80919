"""The sign-ins that were refused: whether somebody is trying many of them now."""

from collections.abc import Iterator
from datetime import timedelta

from etabli.site.checks.points import Point, fault, ok

TIMES_THE_USUAL = 5
USUAL_DAYS = 7


def look() -> Iterator[Point]:
    from django.conf import settings
    from django.utils import timezone

    from etabli.foundation.people.security.event_queries import count_refused_sign_ins

    now = timezone.now()
    hour_ago = now - timedelta(hours=1)
    recent = count_refused_sign_ins(since=hour_ago, until=now)
    before = count_refused_sign_ins(since=hour_ago - timedelta(days=USUAL_DAYS), until=hour_ago)
    usual_per_hour = round(before / (USUAL_DAYS * 24))
    if recent < max(settings.FAILED_SIGN_INS_PER_HOUR, TIMES_THE_USUAL * usual_per_hour):
        yield ok(
            f"connexions et envois répétés refusés depuis une heure : {recent}",
            f"sign-ins and repeated forms refused for an hour: {recent}",
        )
        return
    yield fault(
        f"{recent} refus depuis une heure, contre {usual_per_hour} d'habitude : "
        "quelqu'un essaie d'entrer, ou renvoie sans "
        "cesse un formulaire",
        f"{recent} refusals for an hour, {usual_per_hour} usually: "
        "somebody is trying to come in, or sends a form again and "
        "again",
        "voyez qui est visé (Équipe, Sécurité), et fermez le réseau qui insiste (docs/en/operations.md, "
        "« Who tries to come in »)",
        "see whose accounts (Team, Security), and shut out the network that insists (docs/en/operations.md, "
        "“Who tries to come in”)",
    )
