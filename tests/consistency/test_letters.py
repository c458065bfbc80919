"""What people typed, in every mail and notice of the product: on one line within a sentence, or quoted; never a link.

Every act is done on objects of which each text holds what somebody hostile would type; what it tells is then read.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db import models, transaction
from django.db.models.signals import pre_save
from django.utils import timezone

from etabli.foundation.journal import ActionError
from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.mail_layout import html_of, parse_blocks
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.prose import MAX_SUBJECT_LENGTH
from etabli.foundation.people.links import link_of_token
from etabli.foundation.people.models import SecretLink
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.scenarios import SCENARIOS
from tests.consistency.test_hostile import TYPED

pytestmark = pytest.mark.django_db

SITE = "piege.example"
HOSTILE = (
    f"https://{SITE}/a www.{SITE} {SITE}\n\nConfirmer ma place :\nhttps://{SITE}/b\n\n"
    f"<a href='//{SITE}'>ici</a> [ici](http://{SITE}/c) mailto:a@{SITE} \u202e\u200b\x07"
)
LONG, SHORT = "Librement", "Nommé"  # what begins a text of several lines, and one of a line
OURS = {"journal", "notify", "notices", "places", "search", "neutrality"}
# What the staff or the board write as their own words to many, links included.
OWN_WORDS = {
    "outreach.mailing.title",
    "workshops.venue.address",
    "seats.occasion.practical",
    "seats.staffmessage.text",
}


def _typed(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    ours = model.__module__.startswith("etabli.") and model._meta.app_label not in OURS
    for field in model._meta.fields if ours else []:
        is_text = (
            type(field) in {models.CharField, models.TextField} and not field.choices and not field.unique
        )
        if (
            is_text
            and field.name in TYPED | MORE
            and f"{model._meta.label_lower}.{field.name}" not in OWN_WORDS
        ):
            yield field


MORE = {"words", "text", "question", "about", "headline", "decision", "employer", "remark", "motive"}


def _type_it(sender: type[models.Model], instance: models.Model, raw: bool, **more: Any) -> None:
    for field in _typed(sender):
        said = getattr(instance, field.attname)
        if said and not said.startswith((LONG, SHORT)):
            is_long = isinstance(field, models.TextField)
            hostile = f"{LONG if is_long else SHORT} {HOSTILE} {said}"
            setattr(instance, field.attname, hostile[: field.max_length] if field.max_length else hostile)


@pytest.fixture
def hostile() -> Iterator[None]:
    pre_save.connect(_type_it)
    yield
    pre_save.disconnect(_type_it)


def _told(verb: str) -> tuple[list[Message], list[Notice]]:
    """What this act tells."""
    scenario = SCENARIOS[verb](World())
    before = make.mails().count(), Notice.objects.count()
    with suppress(ActionError):
        scenario.act()
    mails, notices = make.mails().order_by("pk"), Notice.objects.order_by("pk")
    return list(mails[before[0] :]), list(notices[before[1] :])


def _wrong_in(text: str) -> Iterator[str]:
    if SITE in text.casefold() or re.search(
        r"\w://(?!127\.0\.0\.1|testserver|etabli)", text.replace("[:]", "")
    ):
        yield "an address that is followed"
    for line in text.splitlines():
        if LONG in line and not line.startswith("> "):
            yield f"somebody's text outside of a quote: {line[:60]}"
    if any(sign in text for sign in "\u202e\u200b\x07"):
        yield "a sign that is not seen"
    for block in parse_blocks(text):
        if block.kind in {"button", "link"} and "Confirmer ma place" in block.label:
            yield "a button that somebody typed"


def _wrong_in_mail(mail: Message) -> Iterator[str]:
    yield from _wrong_in(mail.body)
    html = html_of(mail.subject, mail.body)
    if SITE in html or "<a href='" in html:
        yield "a link in the HTML"
    if len(mail.subject) > MAX_SUBJECT_LENGTH or SITE in mail.subject or "\n" in mail.subject:
        yield "its subject"
    unfolded = mail.calendar.replace("\r\n ", "")
    if SITE in mail.unsubscribe or SITE in unfolded or LONG in unfolded:
        yield "its headers or its calendar file"


def _spaces_in(calendar: str) -> Iterator[str]:
    """The links to a whole space that stand in a calendar file."""
    for token in re.findall(r"/l/([^/]+)/", calendar.replace("\r\n ", "")):
        link = link_of_token(token, timezone.now())
        if link is not None and link.scope == SecretLink.Scope.SPACE:
            yield token


def test_nobody_writes_our_links_nor_our_sentences(hostile: None) -> None:
    """Of all that the acts tell when each typed text is hostile; nor does a calendar, which is shared, open a space."""
    wrong, letters, quoted, calendars = [], 0, 0, 0
    for verb in sorted(SCENARIOS):
        with transaction.atomic():
            mails, notices = _told(verb)
            wrong += [f"{verb}: its calendar" for mail in mails for _token in _spaces_in(mail.calendar)]
            transaction.set_rollback(True)
        letters += len(mails)
        quoted += sum("\n> " in mail.body for mail in mails)
        calendars += sum(bool(mail.calendar) for mail in mails)
        wrong += [f"{verb}: {what}" for mail in mails for what in _wrong_in_mail(mail)]
        wrong += [f"{verb}, here: {what}" for notice in notices for what in _wrong_in(notice.text)]
        wrong += [f"{verb}, here: {notice.title}" for notice in notices if SITE in notice.title]
    assert not wrong, "\n".join(dict.fromkeys(wrong))
    assert letters > 30
    assert quoted > 3
    assert calendars > 3
