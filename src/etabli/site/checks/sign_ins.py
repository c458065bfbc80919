"""The sign-ins: whether somebody is trying many of them now, and what holds whoever finds a device or a mailbox."""

from collections.abc import Iterator
from datetime import timedelta

from etabli.site.checks.points import Point, fault, ok, remark

TIMES_THE_USUAL = 5
USUAL_DAYS = 7
MAX_STAFF_HOURS = 24


def look() -> Iterator[Point]:
    yield from _wave()
    yield staff_sessions()
    yield passwords()
    yield from second_proofs()


def _wave() -> Iterator[Point]:
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


def staff_sessions() -> Point:
    """A device of the staff that is lost must open nothing for long."""
    from django.conf import settings

    hours = settings.STAFF_SESSION_HOURS
    if hours > MAX_STAFF_HOURS:
        return remark(
            f"une session de l'équipe dure {hours} h : un appareil perdu reste ouvert d'autant",
            f"a session of the staff lasts {hours} h: a device that is lost stays open as long",
            "retirez ETABLI_STAFF_SESSION_HOURS : 12 h suffisent à une journée",
            "remove ETABLI_STAFF_SESSION_HOURS: 12 h are enough for a day",
        )
    return ok(
        f"une session de l'équipe finit au bout de {hours} h",
        f"a session of the staff ends after {hours} h",
    )


def passwords() -> Point:
    """One comes in by a code, a passkey or a link: a password that stands in the database came from elsewhere."""
    from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

    from etabli.foundation.people.models import User

    count = User.objects.exclude(password="").exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).count()
    if count:
        return remark(
            f"{count} compte(s) ont un mot de passe, qui n'ouvre rien ici",
            f"{count} account(s) have a password, which opens nothing here",
            "voyez d'où il vient : Établi n'en écrit pas",
            "see where it comes from: Établi writes none",
        )
    return ok("aucun compte n'a de mot de passe", "no account has a password")


def second_proofs() -> Iterator[Point]:
    """Of those who see other people's data, in production."""
    from django.conf import settings

    from etabli.foundation.people.second_factor import count_without_factor

    if not settings.PRODUCTION:
        return
    if settings.SECOND_FACTOR != "required":
        yield remark(
            "ETABLI_SECOND_FACTOR vaut offered : qui lit les e-mails d’une conseillère ouvre ce qu’elle ouvre",
            "ETABLI_SECOND_FACTOR is offered: whoever reads the mails of an adviser opens what they open",
            "retirez cette variable : une seconde preuve est alors demandée",
            "remove it, and a second proof is asked",
        )
    elif count := count_without_factor():
        yield remark(
            f"{count} compte(s) de l'équipe n'ont pas encore de seconde preuve",
            f"{count} account(s) of the staff have no second proof yet",
            "elle leur sera demandée à leur prochaine entrée ; sinon, retirez-les (Équipe)",
            "it will be asked as they next come in; otherwise, remove them (Team)",
        )
    else:
        yield ok("toute l'équipe a une seconde preuve", "all the staff have a second proof")
