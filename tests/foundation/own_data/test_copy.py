"""The copy holds each field that personal.py declares, in JSON and CSV; and nothing of anybody else."""

import csv
import io
import json
import zipfile
from datetime import date, datetime, time
from typing import Any

import pypdfium2
import pytest

from etabli.foundation.drafts.models import Draft
from etabli.foundation.notify.prose import ours
from etabli.foundation.notify.queue import send
from etabli.foundation.own_data.archive import archive_of
from etabli.foundation.own_data.field_names import field_name, is_code
from etabli.foundation.own_data.holdings import Identifiers, declared_owners, of_person, of_user
from etabli.foundation.people.links import link_url, token_of
from etabli.foundation.people.models import BrowserSession, Person
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.foundation.own_data.filled import Filled

pytestmark = pytest.mark.django_db


def themselves(identifiers: Identifiers) -> Viewer:
    """Whoever these rows are about, in their space or in their role."""
    for pk in identifiers.persons:
        return make.artisan(Person.objects.get(pk=pk))
    return Viewer(user_id=min(identifiers.users))


class Opened:
    """An archive, as its owner opens it."""

    def __init__(self, identifiers: Identifiers, viewer: Viewer | None = None, name: str = "Anna") -> None:
        with archive_of(
            identifiers, viewer or themselves(identifiers), name=name, issuer="Chambre", at=make.AT
        ) as packed:
            self.zip = zipfile.ZipFile(io.BytesIO(packed.read()))
        names = self.zip.namelist()
        self.json = json.loads(self.zip.read(next(n for n in names if n.endswith(".json"))))
        self.tables = {n: self.zip.read(n).decode("utf-8-sig") for n in names if n.endswith(".csv")}
        with pypdfium2.PdfDocument(self.zip.read(next(n for n in names if n.endswith(".pdf")))) as document:
            self.pdf = "".join(page.get_textpage().get_text_range() for page in document)

    def values(self, label: str, field: str) -> list[Any]:
        """What JSON holds of a field, row by row."""
        kinds = [kind for kind in self.json["kinds"] if kind["model"] == label]
        return [row["values"][field] for kind in kinds for row in kind["rows"] if field in row["values"]]

    def everything(self) -> str:
        return json.dumps(self.json, ensure_ascii=False) + "".join(self.tables.values()) + self.pdf


def content_of(answer: Any) -> bytes:
    """What a page gave to download; its archive is closed, and the tests' connection, which `close` ends, is not."""
    content = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    return content


def written(value: Any) -> str:
    """How a value that isn't a text stands in a table and on paper."""
    if isinstance(value, bool):
        return "oui"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:%Y-%m-%d}" if isinstance(value, date | datetime) else str(value)


def test_the_copy_holds_every_field_that_is_theirs() -> None:
    filled = Filled(make.chamber())
    opened = {filled.person: Opened(of_person(filled.person)), filled.user: Opened(of_user(filled.user))}
    missing, tried = [], 0
    for owned in filled.declared():
        copy, label = opened[filled.owner_of(owned)], owned.model._meta.label
        tables = "".join(copy.tables.values())
        for name, use in owned.fields.items():
            if use.withheld or owned.found_by == "copy":
                continue
            if owned.model._meta.get_field(name).related_model is owned.model:
                continue  # "came with": there is one row of each kind here
            where, value, held = f"{label}.{name}", filled.marks.get((label, name)), copy.values(label, name)
            if name == "content":
                value = None  # it is a file of the archive: see below
            tried += 1
            if not held or held == [None]:
                missing.append(f"{where}: not in the JSON")
            elif value is not None:
                word = written(value)
                places = {"a table": tables}
                if not isinstance(value, bool):
                    places["the JSON"] = json.dumps(held)
                missing += [
                    f"{where}: {word} not in {place}" for place, text in places.items() if word not in text
                ]
    assert not missing, "\n".join(missing)
    assert tried > 90


def test_what_is_not_given_is_not_there_and_says_why() -> None:
    filled = Filled(make.chamber())
    opened = Opened(of_person(filled.person))
    for owned in declared_owners():
        for name, use in owned.fields.items():
            if use.withheld:
                label = owned.model._meta.label
                assert not opened.values(label, name)
                word = filled.marks.get((label, name))
                assert not isinstance(word, str) or word not in opened.everything(), f"{label}.{name}"
                assert str(use.withheld) in {one["why"] for one in opened.json["withheld"]}


def test_nothing_of_another_person_is_in_it() -> None:
    chamber = make.chamber()
    anna, other, neighbour = Filled(chamber), Filled(chamber), Filled(make.chamber("Voisine"))
    for subject in (of_person(anna.person), of_user(anna.user)):
        text = Opened(subject).everything()
        for somebody in (other, neighbour):
            leaked = [f"{label}.{name}" for label, name, word in somebody.texts() if word in text]
            assert not leaked
        assert str(other.person.name) not in text


def test_what_is_written_beside_by_the_adviser_names_the_adviser_to_nobody() -> None:
    filled = Filled(make.chamber())
    text = Opened(of_person(filled.person)).everything()
    assert filled.user.name not in text
    assert f"user:{filled.user.pk}" not in text


def test_the_files_are_in_it_as_they_were_given() -> None:
    filled = Filled(make.chamber())
    opened = Opened(of_person(filled.person))
    (place,) = (name for name in opened.zip.namelist() if name.startswith("fichiers/"))
    assert opened.zip.read(place).decode() == filled.marks["files.StoredFile", "content"]
    assert opened.values("files.StoredFile", "content") == [place]


def test_a_table_opens_in_a_spreadsheet_and_runs_nothing() -> None:
    chamber = make.chamber()
    anna = make.person(chamber, name="=1+1", phone="+33 5 56 00 00 00")
    opened = Opened(of_person(anna))
    table = next(text for name, text in opened.tables.items() if "coordonnees" in name)
    header, row = csv.reader(io.StringIO(table), delimiter=";")
    assert header[:3] == ["numéro", "compte", "nom"]
    assert row[2] == "'=1+1"
    assert "+33 5 56 00 00 00" in row


def test_the_links_of_the_mails_open_nothing() -> None:
    anna = make.person(make.chamber())
    link = make.link(anna)
    send(
        to=anna.email,
        subject="Bonjour",
        body=ours(f"Votre espace : {link_url(link)}"),
        key="k",
        chamber_id=anna.chamber_id,
        at=make.AT,
    )
    text = Opened(of_person(anna)).everything()
    assert "Votre espace" in text
    assert token_of(link) not in text


def test_the_links_in_what_was_typed_open_nothing() -> None:
    """A form that was begun holds what was pasted in it: lists of texts, in JSON."""
    anna = make.person(make.chamber())
    link = make.link(anna)
    Draft.objects.create(
        owner=anna.party,
        form="/a/",
        typed={"text": [f"Voir {link_url(link)}"]},
        initial_values={},
        kept_at=make.AT,
    )
    text = Opened(of_person(anna)).everything()
    assert "Voir" in text
    assert token_of(link) not in text


def test_only_what_is_declared_a_code_is_left_out_of_a_letter() -> None:
    assert is_code("market.Ad", "trades")
    assert is_code("notify.Message", "key")
    assert not is_code("market.Ad", "title")


def test_each_field_of_a_copy_has_a_name() -> None:
    for owned in declared_owners():
        for name, use in owned.fields.items():
            if not use.withheld:
                assert field_name(owned.model._meta.label, name)


def test_somebody_of_whom_little_is_held_gets_a_copy_too() -> None:
    opened = Opened(of_person(make.person(make.chamber())))
    assert [kind["model"] for kind in opened.json["kinds"]] == ["people.Person", "parties.Party"]
    assert opened.json["version"] == 1


def test_no_key_that_opens_a_session_is_in_a_copy(client: Any) -> None:
    """A copy is given away, printed, left on a desk."""
    user = make.membership(make.chamber()).user
    make.become(client, membership=user.memberships.get())
    keys = list(BrowserSession.objects.filter(user=user).values_list("session_key", flat=True))
    assert keys
    everything = Opened(of_user(user)).everything()
    assert not [key for key in keys if key in everything]
