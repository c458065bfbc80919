"""What is told of a copy, each time; of an erasure, when it is asked, two days before, when it is taken back."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from etabli.foundation.notices.telling import tell_once
from etabli.foundation.notify.prose import Prose, gettext as _, link, paragraphs
from etabli.foundation.notify.queue import send
from etabli.foundation.own_data.by_address import declaration_of
from etabli.foundation.own_data.models import Erasure
from etabli.foundation.own_data.queries import Subject
from etabli.foundation.people.models import STAFF, Membership, Merging, Person, Role, User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Kind, Words
from etabli.foundation.ui.typography import full_day

KNOWN_ROLES = frozenset(Role) - {Role.NOBODY, Role.BEARER}
ERASURE = Kind(
    "own_data.erasure",
    gettext_lazy("Everything about you, when it is to be erased"),
    KNOWN_ROLES,
    always_mailed=True,
    prompt=True,
    staff_reads=True,
)
COPY = Kind(
    "own_data.copy",
    gettext_lazy("A copy of everything about you, each time that one is made"),
    KNOWN_ROLES,
    always_mailed=True,
    prompt=True,
    staff_reads=True,
)
REFUSED = Kind(
    "own_data.joining_refused",
    gettext_lazy("Somebody answered that two records of the chamber are not of one person"),
    frozenset(STAFF),
    staff_reads=True,
)
KINDS = [ERASURE, COPY, REFUSED]


def tell_of_copy(subject: Subject, by: Viewer, at: datetime) -> None:
    """A copy of what is held of them was made: by whom, what it holds, and how they take the whole of it."""

    def words() -> Words:
        values = {"who": by.actor.name, "day": full_day(at)}
        if isinstance(subject, Person) and by.is_staff_of(subject.chamber_id):
            title = _("The chamber made a copy of what it reads about you")
            text = [
                _("On %(day)s, %(who)s made a copy of what the chamber reads about you.") % values,
                _(
                    "It holds nothing of what is between you and others: what you have not shown, what you wrote "
                    "or received elsewhere, your ways in. You alone take the whole of it, on the page below."
                ),
                _("You asked for nothing? Tell your chamber."),
            ]
        else:
            title = _("A copy of everything about you was taken")
            text = [
                _(
                    "On %(day)s, a copy of everything about you was taken from your space or by your link (%(who)s)."
                )
                % values,
                _("It was not you? Under “My account”, cut off your links and sign out the other devices.")
                if isinstance(subject, Person | User)
                else _(
                    "It was not you? Somebody else holds the link of our e-mails: answer this one, we cut it off."
                ),
            ]
        return Words(title, paragraphs(*text), reverse("own_data:mine"), _("To see it"))

    _tell(subject, COPY, words, f"own-copy:{subject.party_id}:{at.isoformat()}", at)


def tell_of_request(erasure: Erasure, by: Viewer, at: datetime) -> None:
    """It was asked, by them or by whom for them, or the chamber has heard nothing for too long: until when it can be
    taken back."""

    def write(day: Mapping[str, str]) -> list[Prose]:
        return [
            _("Everything about you is to be erased on %(day)s") % day,
            _reason_text(erasure, by),
            _("On %(day)s, everything that we hold of you will be erased, for good.") % day,
            _("Until then nothing changes. To keep everything, press “Keep everything” on the page below."),
        ]

    _tell_of(erasure, f"asked:{at.timestamp()}", write, at)  # kept, then asked again: told again


def _reason_text(erasure: Erasure, by: Viewer) -> Prose:
    subject = erasure.subject
    if erasure.is_late:
        return _("We have heard nothing from you for a long time, and may not keep your data for ever.")
    if not isinstance(subject, Person) or (by.is_person(subject.pk) and by.beside is None):
        return _("You asked for it.")
    values = {"who": by.beside.name if by.beside else by.name, "chamber": subject.chamber.name}
    return paragraphs(
        _("%(who)s, of “%(chamber)s”, wrote down that you ask for it.") % values,
        _("It is not your wish? One click on the page below keeps everything."),
    )


def tell_of_due_day(erasure: Erasure, at: datetime) -> None:
    """Two days before."""

    def write(day: Mapping[str, str]) -> list[Prose]:
        return [
            _("In two days, everything about you is erased"),
            _("On %(day)s, everything that we hold of you will be erased, for good.") % day,
            _(
                "To keep everything, press “Keep everything” on the page below. Take a copy there too, if you like."
            ),
            _("After that day you will get nothing from us any more."),
        ]

    _tell_of(erasure, "reminded", write, at)


def tell_of_keeping(erasure: Erasure, at: datetime) -> None:
    """Nothing will be erased after all."""

    def write(day: Mapping[str, str]) -> list[Prose]:
        return [_("Everything about you is kept"), _("Nothing will be erased. Everything is as it was.")]

    _tell_of(erasure, f"kept:{at.timestamp()}", write, at)


def _tell_of(
    erasure: Erasure, event: str, write: Callable[[Mapping[str, str]], list[Prose]], at: datetime
) -> None:
    def words() -> Words:
        title, *text = write({"day": full_day(erasure.due_at)})
        return Words(
            title, paragraphs(*text), reverse("own_data:mine"), _("To see it, or to keep everything")
        )

    _tell(erasure.subject, ERASURE, words, f"erasure:{erasure.pk}:{event}", at, before=erasure.due_at)


def _tell(
    to: Subject,
    kind: Kind,
    words: Callable[[], Words],
    key: str,
    at: datetime,
    before: datetime | None = None,
) -> None:
    """In their space and by mail; by mail alone for whoever has no space: an account without a role any more, somebody
    who comes by the link of a mail."""
    owner = to if isinstance(to, Person) else _role_of(to)
    if owner is not None:
        tell_once(kind, to=owner, words=words, key=key, happens_at=before, at=at)
        return
    held_by = None if isinstance(to, User) else declaration_of(to).organisation(to)
    address: str = to.email  # type: ignore[union-attr]  # each kind of outsider has one
    language = to.party.language or settings.LANGUAGE_CODE
    with override(language):
        mail = words()
        page = f"{settings.BASE_URL}{mail.url}" if isinstance(to, User) else declaration_of(to).page(to)
        body = paragraphs(mail.text, link(page))
        send(to=address, subject=mail.title, body=body, key=key, chamber_id=held_by, language=language, at=at)


def _role_of(subject: Subject) -> Membership | None:
    if not isinstance(subject, User):
        return None
    roles = Membership.objects.filter(user=subject.pk, ended_on=None)
    return roles.select_related("user", "organisation").order_by("pk").first()


def tell_of_refusal(merging: Merging, by: int | None, at: datetime) -> None:
    """Whoever joined the two learns that it was refused; the whole staff where they serve there no more. `by`: their
    party."""
    serving = Membership.objects.filter(organisation=merging.chamber_id, role__in=STAFF, ended_on=None)
    serving = serving.select_related("user", "organisation").order_by("pk")
    own_membership = serving.filter(user__party=by)[:1]
    names = {"one": merging.kept.name, "other": merging.merged.name}
    for membership in own_membership or serving:
        tell_once(
            REFUSED,
            to=membership,
            words=lambda: Words(
                title=_("“%(one)s” and “%(other)s” are two again") % names,
                text=_(
                    "On %(day)s, whoever comes in as one of the two answered that the other is somebody else. The two "
                    "records are as before, and are not proposed again."
                )
                % {"day": full_day(at)},
                url=reverse("front:person", args=[merging.kept_id]),
                see=_("See their page"),
            ),
            key=f"joining-refused:{merging.pk}:{at.isoformat()}:{membership.pk}",
            at=at,
        )
