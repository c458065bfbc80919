"""The paper of somebody whom no mail reaches: their code, how it opens their page, when they are expected."""

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _, override

from etabli.foundation.documents import qr_svg, render
from etabli.foundation.people.links import PAPER
from etabli.foundation.people.models import Person, SecretLink
from etabli.foundation.people.papers.words import formatted_code, parse_words
from etabli.foundation.people.queries import NotVisible, get_link
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.practice import is_fiction
from etabli.foundation.seats.models import SignUp
from etabli.foundation.seats.titles import title_of
from etabli.foundation.ui.language import with_language
from etabli.foundation.ui.typography import full_day, full_spans
from etabli.programme.workshops.queries import sign_ups_of_person

TEMPLATE = files("etabli.front").joinpath("documents/paper.typ")


def seal_words(link: SecretLink, words: Sequence[str]) -> str:
    """What the page of a new code holds to print it: the words are kept nowhere."""
    return PAPER.seal(f"{link.pk} {' '.join(words)}")


def opened_code(viewer: Viewer, seal: str, at: datetime) -> tuple[SecretLink, tuple[str, ...]]:
    """The code that was sealed, while it is good, for the staff of the chamber; NotVisible otherwise."""
    number, _space, text = (PAPER.text_in(seal) or "").partition(" ")
    if not number:
        raise NotVisible
    link = get_link(viewer, int(number))
    if link.revoked_at is not None or link.expires_at <= at:
        raise NotVisible
    return link, parse_words(text).words


def spell_words(words: Sequence[str]) -> list[tuple[str, str]]:
    """(word, its letters one by one), to say them on the telephone."""
    return [(word.upper(), " ".join(word.upper())) for word in words]


def code_sheet_pdf(viewer: Viewer, link: SecretLink, words: tuple[str, ...], at: datetime) -> bytes:
    """One sheet of A5, in the language of whom it is for. The square brings the words along, never the digits."""
    person = link.person
    language = person.party.language or settings.LANGUAGE_CODE
    with override(language):
        address = with_language(f"{settings.BASE_URL}{PAPER.path('-'.join(words))}", language)
        data = {
            "issuer": person.chamber.name,
            "fictional": is_fiction(),
            "code": formatted_code(words).split("-"),
            "address": f"{settings.BASE_URL}{reverse('people:paper')}".split("//", 1)[-1].rstrip("/"),
            "qr": qr_svg(address),
            "until": full_day(link.expires_at),
            "phone": person.chamber.phone,
            "next": _next_workshop(viewer, person, at),
        }
        return render(TEMPLATE, data, title=_("For %(name)s") % {"name": person.name}, lang=language, at=at)


def _next_workshop(viewer: Viewer, person: Person, at: datetime) -> dict[str, Any] | None:
    """The next workshop in which they have a place."""
    coming = [
        row.occasion
        for row in sign_ups_of_person(viewer, person)
        if row.status == SignUp.Status.SEATED
        and row.occasion.cancelled_at is None
        and row.occasion.ends_at > at
    ]
    if not coming:
        return None
    occasion = min(coming, key=lambda sign_up: sign_up.starts_at)
    return {"day": full_spans(occasion.spans), "title": title_of(occasion), "place": occasion.place}
