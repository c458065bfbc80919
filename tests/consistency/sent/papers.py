"""What fills each sheet of paper that stands for a message or comes with one: the data of `front/papers.json`."""

import json
from collections.abc import Callable
from random import Random
from typing import Any
from unittest.mock import patch

from django.test import override_settings
from django.utils.translation import get_language, override

from etabli.foundation.documents import engine
from etabli.foundation.parties.models import Party
from etabli.foundation.people.actions import make_paper_code
from etabli.foundation.people.models import Person
from etabli.foundation.people.papers import words
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.programme import session_of
from tests.consistency.scenarios import AT
from tests.consistency.scenarios.declared import who
from tests.consistency.sent.outbox import SITE
from tests.consistency.sent.scenes import same_each_time

LANGUAGES = ("fr", "en")
type Print = Callable[[World], object]
PRINTED: dict[str, tuple[tuple[str, ...], Print]] = {}  # by name: the kinds of messages, what prints it


def printed(name: str, *kinds: str) -> Callable[[Print], Print]:
    """Declare what prints a sheet, and with which kinds of messages it goes."""

    def declare(function: Print) -> Print:
        PRINTED[name] = (kinds, function)
        return function

    return declare


@printed("code", "seats.place", "seats.offer", "seats.change", "seats.reminder", "seats.written")
def code(world: World) -> None:
    """Of whoever is told by telephone, with the place that they have."""
    from etabli.front.code_papers import code_sheet_pdf

    person, by = (
        make.person(world.chamber, name="Zoé Exemple", email="", phone="06 12 34 56 78"),
        who(world, "adviser"),
    )
    _speak(person)
    make.sign_up(session_of(world).occasion, person)
    made = make_paper_code(person=person, digits="7305", by=by, at=AT)
    code_sheet_pdf(by, made.link, made.words, AT)


@printed("convocation", "assembly.convocation")
def convocation(world: World) -> None:
    from etabli.community.assembly.models import Assembly
    from etabli.community.assembly.papers import convocation as sheet

    sheet(Assembly.objects.get(pk=world.kwargs("assembly:convocation")["pk"]), at=AT)


@printed("minutes", "assembly.minutes")
def minutes(world: World) -> None:
    from etabli.community.assembly.models import Assembly
    from etabli.community.assembly.papers import minutes as sheet

    sheet(Assembly.objects.get(pk=world.kwargs("assembly:minutes_pdf")["pk"]), at=AT)


@printed("receipt", "association.dues")
def receipt(world: World) -> None:
    from etabli.community.association.models import Payment
    from etabli.community.association.receipts import receipt as sheet

    sheet(Payment.objects.get(pk=world.kwargs("association:receipt")["pk"]), at=AT)


@printed("certificate", "workshops.certificate")
def certificate(world: World) -> None:
    _speak(world.person)
    client = world.client("artisan")
    assert (
        client.get(
            f"/ateliers/presences/{world.kwargs('workshops:certificate')['pk']}/attestation.pdf"
        ).status_code
        == 200
    )


@printed("poster", "outreach")
def poster(world: World) -> None:
    from etabli.programme.outreach.kit.papers import PAPERS
    from etabli.programme.outreach.queries.kits import kit_of
    from tests.consistency.objects.outreach import reachable_relay

    session_of(world)
    PAPERS["affiche-a4.pdf"].make(kit_of(reachable_relay(world), AT), AT)


def _speak(person: Person) -> None:
    """The person reads the language of now, whatever the installation's."""
    Party.objects.filter(pk=person.party_id).update(language=get_language())
    person.party.refresh_from_db()


def as_json() -> str:
    """The file of the page."""
    rows = [
        {"name": name, "kinds": list(kinds), **_sheet(function)}
        for name, (kinds, function) in PRINTED.items()
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _sheet(function: Print) -> dict[str, Any]:
    sheet: dict[str, Any] = {}
    for language in LANGUAGES:
        template, filled = _filled(function, language)
        sheet["template"] = template
        sheet[language] = filled
    return sheet


def _filled(function: Print, language: str) -> tuple[str, dict[str, Any]]:
    """The template that it prints, and what it fills it with."""
    made = list[tuple[str, dict[str, Any]]]()

    def note(source: Any, data: Any, *, title: str, lang: str, at: Any) -> bytes:
        assert lang == language
        made.append((str(source.relative_to(engine.PACKAGE)), {"title": title, "data": data}))
        return b""

    with (
        same_each_time(),
        override_settings(LANGUAGE_CODE=language, BASE_URL=SITE),
        override(language),
        patch.object(engine, "_compile", note),
        patch.object(words, "choice", Random(7).choice),
    ):
        function(World())
    [only] = made
    return only
