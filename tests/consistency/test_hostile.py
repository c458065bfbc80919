"""What somebody hostile would try: forged posts, kept sessions, disguised files, names that are markup."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from etabli.foundation.files.models import StoredFile
from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.viewer import ACTING_KEY
from etabli.procurement.quotes.models import QuoteReading
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.test_access import addresses, at, short, table
from tests.consistency.test_forms import NASTY, pages

pytestmark = pytest.mark.django_db


# A mail program posts there by itself, without a cookie (RFC 8058): the signed token in the address is the right.
# What ends an exercise does nothing in real life.
# A payment provider calls `paid` itself, and signs what it says; one of text messages tells STOP at a secret address.
WITHOUT_TOKEN = {
    "association:paid",
    "notices:texts_answered",
    "notices:unsubscribe",
    "practice:stop",
    "watches:stop",
}
WITHOUT_TOKEN |= {"alive", "ready"}  # they answer a GET alone, before anything is read of whoever asks


def test_no_post_is_taken_without_its_token() -> None:
    world, taken = World(), []
    for name, who in pages():
        if name in WITHOUT_TOKEN:
            continue
        browser = world.client(who)
        browser.handler.enforce_csrf_checks = True
        answer = browser.post(at(world, name), {"name": "x"})
        if answer.status_code != 403:
            taken.append(f"{name} as {who}: {short(answer)}")
    assert not taken, "\n".join(taken)


def test_a_link_gives_the_browser_a_new_session() -> None:
    """Whoever planted a session in somebody's browser does not come in with them."""
    world = World()
    browser = world.client("other_artisan")
    planted = browser.session.session_key
    token = make.links.token_of(make.link(world.person))
    browser.get(f"/l/{token}/")
    assert browser.session.session_key != planted
    assert browser.session[ACTING_KEY] == {"link": SecretLink.objects.get(person=world.person).pk}


@pytest.mark.parametrize("change", ["number", "last sign", "cut", "long", "other signs"])
def test_a_forged_link_opens_nothing(change: str) -> None:
    world = World()
    link = make.link(world.person)
    number, digest = make.links.token_of(link).split("-")
    forged = {
        "number": f"{make.link(make.person(world.chamber)).pk}-{digest}",
        "last sign": f"{number}-{digest[:-1]}{'0' if digest[-1] != '0' else '1'}",
        "cut": f"{number}-",
        "long": f"{number}-{digest}{'a' * 4000}",
        "other signs": f"{number}-é\N{GRINNING FACE}",
    }[change]
    browser = Client()
    assert browser.get(f"/l/{forged}/").status_code == 404
    assert ACTING_KEY not in browser.session


def bomb() -> bytes:
    """A document of some kilobytes which unfolds to sixty megabytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 60_000_000)
    return content.getvalue()


FILES = {
    "a page named as a PDF": ("devis.pdf", b"<html><script>alert(1)</script></html>"),
    "nothing": ("devis.pdf", b""),
    "a program": ("devis.pdf", b"MZ\x90\x00" * 40),
    "an entity that unfolds": (
        "devis.xml",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cccccccc">]><a>&b;</a>',
    ),
    "a PDF that stops short": ("devis.pdf", b"%PDF-1.7\n"),
    "a bomb": ("devis.docx", b""),
}


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_is_not_a_quote_gets_a_sentence(what: str) -> None:
    """At once, beside its field: never a failure, never a file kept."""
    world = World()
    name, content = FILES[what]
    upload = SimpleUploadedFile(name, bomb() if what == "a bomb" else content)
    answer = world.client("artisan").post("/devis/", {"quote": upload})
    assert answer.status_code == 422
    assert "id_quote_error" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_the_name_of_a_file_adds_no_header_and_no_folder() -> None:
    world = World()
    browser = world.client("artisan")
    name = 'a"\r\nX-Evil: 1\r\n\u202e../../etc/é;.pdf'
    browser.post("/devis/", {"quote": SimpleUploadedFile(name, make.PDF)})
    answer = browser.get(f"/devis/{QuoteReading.objects.get().pk}/original/")
    short(answer)
    assert "X-Evil" not in answer
    shown = answer["Content-Disposition"]
    assert shown.startswith("attachment")
    assert not set("\r\n/") & set(shown)


def named(world: World, text: str) -> None:
    """Every text that people type, replaced by `text` in the objects of the access table."""
    from django.apps import apps
    from django.db.models import CharField, TextField

    skipped = {"code", "key", "uid", "email", "nonce", "siret"}
    for model in apps.get_models():
        ours = model.__module__.startswith("etabli.") and model._meta.app_label not in {"places", "journal"}
        for one in model._meta.fields if ours else []:
            typed = type(one) in {CharField, TextField} and not one.choices and not one.unique
            if typed and one.name not in skipped and (one.name in TYPED):
                for rank, pk in enumerate(model._base_manager.order_by("pk").values_list("pk", flat=True)):
                    said = (
                        text[: one.max_length - 3 if one.max_length else None] + f" {rank}"
                    )  # some are unique
                    model._base_manager.filter(pk=pk).update(**{one.name: said})


TYPED = {
    "name", "display_name", "title", "text", "message", "place", "address", "report", "next_step", "budget",
    "what", "answer", "note", "reason", "contact_name", "business_name", "trade_label", "supplier",
}  # fmt: skip


NAMES = [NASTY, "#panic() *a* $x$ \\ ] [ @b <c> // `", "\u202eabc\u202c"]


# Their signs all at once; what is left of them in a short field, and each of them alone, is for the deep run.
@pytest.mark.parametrize(
    "text",
    [
        "".join(NAMES),
        *(pytest.param(text, marks=pytest.mark.deep) for text in NAMES),
    ],
    ids=["all at once", "of a page", "of a paper", "of an order of signs"],
)
def test_a_name_that_is_markup_is_shown_as_it_was_typed(text: str) -> None:
    """On every page, in every PDF, by the right person."""
    world, wrong = World(), []
    opened = [(name, who, at(world, name)) for name, who in pages()]
    named(world, text)
    for name, who, address in opened:
        if "200" not in table()[name] or name not in addresses():
            continue
        answer: Any = world.client(who).get(address)
        if answer.status_code >= 500:
            wrong.append(f"{name} as {who}: {answer.status_code}")
        short(answer)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if is_page and b"<script>alert(1)" in answer.content:
            wrong.append(f"{name} as {who}: markup goes through")
    assert not wrong, "\n".join(wrong)
