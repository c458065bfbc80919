"""Nothing is left of somebody who asked for it: every table, every file, the index, the sessions. And of them alone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.test import Client, TestCase

from etabli.community.neutrality.log import append_entry, pseudonym
from etabli.community.neutrality.queries import verdict
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.prose import ours
from etabli.foundation.notify.queue import send
from etabli.foundation.own_data.erasing import erase_rows
from etabli.foundation.own_data.holdings import (
    Identifiers,
    declared_owners,
    of_person,
    of_user,
    owner_model,
    without_shared_accounts,
)
from etabli.foundation.parties import SYSTEM
from etabli.foundation.parties.models import Party
from etabli.foundation.people.actions import correct_person
from etabli.foundation.people.models import BrowserSession, Person, Role, User
from etabli.foundation.search.index import reindex
from etabli.foundation.search.models import SearchEntry, Word
from tests import factories as make
from tests.foundation.own_data.filled import Filled

pytestmark = pytest.mark.django_db


def cells() -> Iterator[tuple[str, str]]:
    """(where, text) of each cell of each table, ours or not, and of each file: all that holds words."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values():
            for name, value in row.items():
                if isinstance(value, str | dict | list):
                    yield f"{model._meta.label}.{name}", json.dumps(value, ensure_ascii=False, default=str)
    for session in BrowserSession.objects.all():
        yield "people.BrowserSession", json.dumps(session.get_decoded(), default=str)
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file():
            yield f"file {path.name}", path.read_bytes().decode("latin-1")
    yield "the cache", str(getattr(cache, "_cache", {}))


def found(words: dict[str, str]) -> list[str]:
    """Where each of these words is: "what was marked, where it is"."""
    return [f"{what} in {where}" for what, where in places_of(words)]


def places_of(words: dict[str, str]) -> list[tuple[str, str]]:
    everywhere = list(cells())
    return [(what, where) for what, word in words.items() for where, text in everywhere if word in text]


def to_go(filled: Filled, *subjects: Person | User) -> dict[str, str]:
    """The words that must be nowhere once these are erased, by what holds them; and by what they are called."""
    marks = {
        f"{owned.model._meta.label}.{name}": filled.marks[owned.model._meta.label, name]
        for owned in filled.declared()
        if owned.found_by != "copy" and filled.owner_of(owned) in subjects
        for name, use in owned.fields.items()
        if use.erase != "keep" and isinstance(filled.marks.get((owned.model._meta.label, name)), str)
    }
    for subject in subjects:
        marks |= {
            f"name of {subject.pk}": subject.name,
            f"address of {subject.pk}": subject.email.partition("@")[0],
        }
    return marks


def used(filled: Filled) -> None:
    """What acts, mails, browsers and the index keep of them beside their rows."""
    person, account = filled.person, filled.account
    correct_person(person=person, name=person.name, phone=person.phone, by=make.artisan(person), at=make.AT)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    other = make.person(filled.chamber)
    body = f"{person.name} ({person.email}, {person.phone}) a répondu."
    send(
        to=other.email,
        subject=person.name,
        body=ours(body),
        key="other",
        chamber_id=filled.chamber.pk,
        at=make.AT,
    )
    Notice.objects.create(
        owner=other.party, kind="seats.place", title=person.name, text=body, url="/", key="n",
        created_at=make.AT,
    )  # fmt: skip
    Entry.objects.create(
        at=make.AT, verb="people.revoke_link", actor_id=SYSTEM, role="adviser", subject_type="people.secretlink",
        subject_id="99999", subject_label=person.name, chamber_id=filled.chamber.pk, after={"name": person.name},
    )  # fmt: skip
    make.become(Client(), link=make.link(person))
    make.become(Client(), membership=filled.role)
    for kind in ("person", "relay", "business"):
        reindex(kind)


def erased(*subjects: Identifiers) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):  # the content of a file goes once all else has gone
        for identifiers in subjects:
            erase_rows(identifiers, make.AT)


def test_nothing_is_left_of_who_was_erased() -> None:
    filled = Filled(make.chamber())
    used(filled)
    person, user = filled.person, filled.user
    words = to_go(filled, person, user)
    assert len(words) > 40
    assert words.keys() == {what for what, _where in places_of(words)}, "a mark that was never written"
    erased(of_person(person), of_user(user))
    assert not found(words)
    assert not BrowserSession.objects.exists()
    assert not EmailAddress.objects.exists()


GONE_WITH_ANOTHER = {
    "seats.StaffMessage.author"
}  # kept for who wrote it, gone with the one to whom it was written


def test_what_is_no_word_goes_too_unless_it_says_why_it_is_kept() -> None:
    filled = Filled(make.chamber())
    kept = {model: row.pk for model, row in filled.rows.items()}
    erased(of_person(filled.person), of_user(filled.user))
    left = []
    for owned in declared_owners():
        if owned.found_by == "copy":
            continue
        row = owned.model._base_manager.filter(pk=kept[owned.model]).first()
        for name, use in owned.fields.items():
            value = getattr(row, name) if row is not None else None
            if use.erase == "blank" and value not in (None, "", {}, []):
                left.append(f"{owned.model._meta.label}.{name}: {value!r}")
            if use.erase == "delete" and row is not None:
                left.append(f"{owned.model._meta.label}: the row")
            if (
                use.erase == "keep"
                and row is None
                and owned.found_by == "path"
                and owner_model(owned) is not Party
            ):
                if f"{owned.model._meta.label}.{name}" in GONE_WITH_ANOTHER:
                    continue
                left.append(f"{owned.model._meta.label}.{name}: gone, and said to be kept")
    assert not left


def image() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if model is not Word
    }


def test_nobody_else_is_touched() -> None:
    chamber = make.chamber()
    anna, other, neighbour = Filled(chamber), Filled(chamber), Filled(make.chamber("Voisine"))
    words = {
        f"{somebody.person.pk} {label}.{name}": word
        for somebody in (other, neighbour)
        for label, name, word in somebody.texts()
    }
    before = image()
    files = {path: path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}
    erased(of_person(anna.person), of_user(anna.user))
    mine = {(type(row)._meta.label, row.pk) for row in anna.rows.values()} | {
        ("people.User", anna.account.pk)
    }
    for label, rows in image().items():
        pk = apps.get_model(label)._meta.pk.attname
        others = [row for row in before[label] if (label, row[pk]) not in mine]
        assert [row for row in rows if (label, row[pk]) not in mine] == others, label
    gone = {what.split(" ", 1)[1] for what in words} - {
        what.split(" in ")[0].split(" ", 1)[1] for what in found(words)
    }
    assert not gone
    content = anna.marks["files.StoredFile", "content"].encode()
    for path, held in files.items():
        assert path.exists() == (held != content), "the file of another went, or theirs stayed"


def test_the_neutrality_log_stays_as_it_was_written() -> None:
    filled = Filled(make.chamber())
    apps.get_model("neutrality.LogEntry").objects.all().delete()
    apps.get_model("neutrality.Chain").objects.all().delete()
    from django.db import transaction

    with transaction.atomic():
        for number in range(3):
            append_entry(
                "ad.passed_on", {"by": pseudonym("person", filled.person.pk), "n": number}, at=make.AT
            )
    erased(of_person(filled.person))
    assert verdict().broken_at is None
    assert verdict().entries == 3
    assert not apps.get_model("neutrality.Salt").objects.filter(subject=f"person:{filled.person.pk}").exists()


def test_who_was_erased_is_found_no_more_and_cannot_come_in() -> None:
    chamber = make.chamber()
    anna = make.person(chamber, name="Anatolie Zwingli", user=make.user())
    link = make.link(anna)
    browser = make.become(Client(), link=link)
    reindex("person")
    assert Word.objects.filter(text__startswith="zwing").exists()
    erased(of_person(anna))
    assert not SearchEntry.objects.filter(kind="person").exists()
    assert not Word.objects.filter(text__startswith="zwing").exists()
    assert browser.get("/mes-donnees/").status_code == 302
    assert not User.objects.get(pk=anna.user_id).is_active
    anna.refresh_from_db()
    assert (anna.name, anna.email, anna.phone, anna.user_id) == ("(effacé)", "", "", None)


def test_an_account_that_serves_elsewhere_stays_when_the_artisan_goes() -> None:
    user = make.user()
    post = make.membership(make.association(), Role.MEMBER, of=user)
    anna = make.person(make.chamber(), user=user, name="Anna Keppler")
    erased(of_person(anna))
    user.refresh_from_db()
    post.refresh_from_db()
    assert user.is_active
    assert user.email
    assert post.ended_on is None
    assert not Person.objects.filter(user=user).exists()


def test_an_account_that_opens_another_chamber_stays_when_one_of_them_erases() -> None:
    user = make.user()
    here = make.person(make.chamber(), user=user, name="Anna Keppler")
    there = make.person(make.chamber("Voisine"), user=user, name="Anna Keppler")
    erased(without_shared_accounts(of_person(here)))
    user.refresh_from_db()
    assert user.is_active
    assert list(user.persons.all()) == [there]
    erased(without_shared_accounts(of_person(there)))
    user.refresh_from_db()
    assert not user.is_active


def test_a_file_that_somebody_else_holds_stays_with_them() -> None:
    anna, other = Filled(make.chamber()), Filled(make.chamber())
    reading = anna.row(apps.get_model("quotes.QuoteReading"))
    stored = other.row(apps.get_model("files.StoredFile"))
    type(reading).objects.filter(pk=reading.pk).update(file=stored)
    erased(of_person(anna.person))
    stored.refresh_from_db()
    with stored.content.open("rb") as content:
        assert content.read().decode() == other.marks["files.StoredFile", "content"]


def test_it_can_be_done_twice() -> None:
    filled = Filled(make.chamber())
    identifiers = of_person(filled.person)
    erased(identifiers)
    before = image()
    erased(identifiers)
    assert {label: rows for label, rows in image().items() if rows != before[label]} == {}


def test_what_another_did_is_no_longer_called_by_their_words() -> None:
    filled = Filled(make.chamber())
    ad, answer = (filled.row(apps.get_model(label)) for label in ("market.Ad", "market.Answer"))
    entry = Entry.objects.create(
        at=make.AT, verb="market.answer_ad", actor=filled.user.party, role="member",
        subject_type="market.answer", subject_id=str(answer.pk), subject_label=ad.title,
    )  # fmt: skip
    erased(of_person(filled.person))
    entry.refresh_from_db()
    assert (entry.subject_label, entry.erased_at) == ("(effacé)", None)
