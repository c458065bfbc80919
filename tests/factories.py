"""Objects for tests, each in one line. Every default makes a valid object; a test names only what it is about."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.internal.flows.login import record_authentication
from django.db import transaction
from django.db.models import Manager
from django.test import Client

from etabli.foundation.files.engine.kinds import content_type
from etabli.foundation.files.receiving import Examined
from etabli.foundation.notices import notice_mails, telling, topic_messages
from etabli.foundation.notices.kinds import kinds
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.owners import Owner, as_fields
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.prose import ours
from etabli.foundation.parties import SYSTEM
from etabli.foundation.people import links, viewer
from etabli.foundation.people.models import (
    Membership,
    Organisation,
    OrganisationKind,
    Person,
    Role,
    SecretLink,
    SecurityEvent,
    User,
)
from etabli.foundation.people.viewer import ACTING_KEY, Viewer
from etabli.foundation.registries import Words
from etabli.foundation.seats.models import Occasion, SignUp

AT = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)  # a Monday morning
LONG_AGO = date(2020, 1, 1)
PDF = (  # the least that opens
    b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n%010d 00000 n \n%010d 00000 n \n%010d 00000 n \n"
    b"trailer<</Root 1 0 R/Size 4>>\nstartxref\n%d\n%%%%EOF\n" % (9, 52, 101, 162)
)
_numbers = count(1)


def chamber(name: str = "Chambre de la Gironde") -> Organisation:
    return Organisation.objects.create(kind=OrganisationKind.CHAMBER, name=name)


def association(name: str = "Association du numérique") -> Organisation:
    return Organisation.objects.create(kind=OrganisationKind.ASSOCIATION, name=name)


def user(name: str = "") -> User:
    number = next(_numbers)
    return User.objects.create_user(f"user{number}@example.org", name or f"User {number}")


def membership(organisation: Organisation, role: Role = Role.ADVISER, of: User | None = None) -> Membership:
    """A role held for years."""
    made = Membership.objects.create(user=of or user(), organisation=organisation, role=role)
    made.started_on = LONG_AGO
    made.save(update_fields=["started_on"])
    return made


def adviser(of: Organisation) -> Viewer:
    return viewer.of_membership(membership(of))


def person(of: Organisation, **fields: Any) -> Person:
    number = next(_numbers)
    values = {"name": f"Artisan {number}", "email": f"artisan{number}@example.org", "created_at": AT}
    return Person.objects.create(chamber=of, **{**values, **fields})


def artisan(who: Person) -> Viewer:
    return viewer.of_person(who)


def link(who: Person, scope: str = SecretLink.Scope.SPACE, subject_id: int | None = None) -> SecretLink:
    return links.give_link(person=who, scope=scope, subject_id=subject_id, at=datetime.now(UTC))


def bearer(who: Person, scope: str, subject_id: int) -> Viewer:
    return viewer.of_link(link(who, scope, subject_id))


def security_event(
    kind: str, *, at: datetime = AT, number: int = 1, owner: int | None = None
) -> SecurityEvent:
    made = {"key": f"event-{next(_numbers)}", "kind": kind, "owner_id": owner, "number": number}
    return SecurityEvent.objects.create(**made, began_at=at, at=at)


def mails() -> Manager[Message]:
    """The mails in the queue, with those that were to be written later."""
    for pk in list(
        Notice.objects.filter(leaves_at__isnull=False).order_by("pk").values_list("pk", flat=True)
    ):
        notice_mails.queue_mail(pk)
    return Message.objects


def peek[T](look: Callable[[Manager[Message]], T]) -> T:
    """What `look` finds among the mails, those of now included: they wait all the same, to be written later on."""
    with transaction.atomic():
        found = look(mails())
        transaction.set_rollback(True)
    return found


def shown(**of: Any) -> list[Notice]:
    """The messages of these conditions as their readers see them now, in order."""
    notices = Notice.objects.filter(**of).select_related("owner").order_by("pk")
    return [notice for notice in notices if topic_messages.write_words(notice)]


def occasion(of: Organisation, **fields: Any) -> Occasion:
    starts_at = fields.pop("starts_at", AT + timedelta(days=10))
    values = {
        "kind": "workshop",
        "title": "Être visible sur internet",
        "ends_at": starts_at + timedelta(hours=3, minutes=30),
        "place": "Mairie de Pauillac",
        "capacity": 12,
    }
    return Occasion.objects.create(organisation=of, starts_at=starts_at, **{**values, **fields})


def paris() -> ZoneInfo:
    """The time zone of those who read."""
    return ZoneInfo("Europe/Paris")


def soon(of: Organisation, **fields: Any) -> Occasion:
    """An occasion in ten days of the real clock, for tests that go through pages."""
    return occasion(of, starts_at=datetime.now(UTC) + timedelta(days=10), **fields)


def tomorrow() -> datetime:
    """Tomorrow at nine, by the real clock or by AT, whichever is later: for acts at AT that pages then show."""
    day = max(AT, datetime.now(UTC)) + timedelta(days=1)
    return day.replace(hour=8, minute=0, second=0, microsecond=0)


def sign_up(of: Occasion, who: Person | User, status: str = SignUp.Status.SEATED) -> SignUp:
    """A row as it stands, without the act (nobody is told)."""
    Occasion.objects.filter(pk=of.pk).update(
        arrivals=of.arrivals + 1,
        taken=of.taken + (status in {SignUp.Status.SEATED, SignUp.Status.OFFERED}),
        waiting=of.waiting + (status == SignUp.Status.WAITING),
    )
    of.refresh_from_db()
    until = of.starts_at - timedelta(days=1) if status == SignUp.Status.OFFERED else None
    return SignUp.objects.create(
        occasion=of,
        holder=who.party,
        person=who if isinstance(who, Person) else None,
        number=of.arrivals,
        status=status,
        signed_up_at=AT,
        offered_until=until,
    )


def examined(content: bytes = PDF, name: str = "devis.pdf") -> Examined:
    """A file as acts take it, without the examination that forms have done: what it is comes from its first bytes."""
    return Examined(name, content_type(content), content)


def notice(owner: Owner, kind: str = "market.answer", **fields: Any) -> Notice:
    """Something told, as it stands, without a mail."""
    values = {"title": "Une réponse", "text": "Elle est là.", "url": "/", "key": f"told:{next(_numbers)}"}
    return Notice.objects.create(**as_fields(owner), kind=kind, **{"created_at": AT, **values, **fields})


def say(to: Owner, key: str, kind: str = "market.answer", **given: Any) -> None:
    """Something is said to them, as the acts say it: `Words` and what `telling.tell_once` takes."""
    said = {"title": "Une réponse", "text": "Elle est là.", "url": "/", "see": "Lire"}
    said = {name: given.pop(name, value) for name, value in said.items()}
    words = Words(**{**said, "text": ours(said["text"])})
    telling.tell_once(kinds()[kind], to=to, words=lambda: words, key=key, **{"at": AT, **given})


def become(client: Client, *, link: SecretLink | None = None, membership: Membership | None = None) -> Client:
    """Make this browser act as the bearer of a link, or as a user in a role, signed in a moment ago."""
    if membership is not None:
        client.force_login(membership.user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[ACTING_KEY] = {"link": link.pk} if link else {"membership": membership.pk} if membership else {}
    if membership is not None:
        record_authentication(SimpleNamespace(session=session), membership.user, "test")
    session.save()
    from django.conf import settings

    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def hand_over(client: Client, session: Any, half: int = 1, pin: str = "2580") -> Client:
    """Have an adviser's browser narrowed to one half-day, as the page does it."""
    from django.urls import reverse

    answer = client.post(reverse("workshops:kiosk_open", args=[session.pk, half]), {"pin": pin, "again": pin})
    assert answer.headers["Location"] == reverse("workshops:kiosk", args=[session.pk, half])
    return client


def member(of: Organisation, name: str = "", **fields: Any) -> Any:
    """A member of an association, with the role and the act that go with it."""
    from etabli.community.association.actions import add_member

    who = fields.pop("user", None) or user(name)
    given = {"display_name": name or who.name, "trade": "developer", "joined_on": AT.date(), "at": AT}
    return add_member(organisation=of, user=who, by=Viewer.system(), **{**given, **fields})


def post_of(member: Any) -> Viewer:
    """A member acting as such."""
    return viewer.of_membership(Membership.objects.get(user=member.user, role=Role.MEMBER, ended_on=None))


def jobs(of: Organisation, number: int, today: date) -> None:
    """So many offers that are out, as rows: over sixty days, of every kind, trade and pay, without a commune."""
    from etabli.community.association.trades import trades
    from etabli.community.jobs.engine import PERIODS, Kind, Remote
    from etabli.community.jobs.models import Job
    from etabli.community.neutrality.row_cache import note_change

    kinds, known, remotes = list(Kind), list(trades()), list(Remote)
    rows = []
    for rank in range(number):
        kind, day = kinds[rank % len(kinds)], today - timedelta(days=rank % 60)
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        rows.append(
            Job(
                organisation=of,
                author_id=SYSTEM,
                kind=kind,
                title=f"Offre {rank}",
                employer=f"Entreprise {rank % 997}",
                duties="Écrire et tenir des sites." * 20,
                skills="HTML, CSS",
                trade=known[rank % len(known)],
                remote=remotes[rank % len(remotes)],
                pay_low_cents=150_000 + rank % 250 * 1000,
                pay_period=PERIODS[kind][0],
                written_at=at,
                submitted_at=at,
                published_at=at,
                first_published_at=at,
                published_on=day,
                expires_on=today + timedelta(days=60),
            )
        )
    Job.objects.bulk_create(rows, batch_size=500)
    note_change("jobs", None)
