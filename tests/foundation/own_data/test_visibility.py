"""A copy made by the staff holds what they read on the ordinary pages, and nothing else; the person is told of it."""

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from etabli.community.market import notices
from etabli.community.market.actions import tell_what_came
from etabli.community.market.models import Ad, Answer
from etabli.community.market.queries import get_ad
from etabli.foundation.files.models import StoredFile
from etabli.foundation.journal import NotAllowed
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.digest import send_digests
from etabli.foundation.notices.models import Notice, Preference
from etabli.foundation.notify.queries import outbox
from etabli.foundation.own_data.actions import give_copy, print_link
from etabli.foundation.own_data.copying import copy_of
from etabli.foundation.own_data.holdings import holdings, of_person, owners
from etabli.foundation.own_data.naming import kind_name
from etabli.foundation.own_data.queries import erasures_waiting, fate_of, kinds_held
from etabli.foundation.parties import SYSTEM
from etabli.foundation.people.actions import revoke_link
from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.queries import get_merging, get_person, links_in_force
from etabli.foundation.people.rules import may_agree
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.queries import get_sign_up
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.queries import get_brief
from etabli.procurement.quotes.actions import share_quote, unshare_quote
from etabli.procurement.quotes.models import Drawing, QuoteReading
from etabli.procurement.quotes.queries import get_further, get_quote
from etabli.programme.demand.queries import wishes_of_person
from etabli.programme.diagnosis.queries import answers_of_person
from etabli.programme.outreach.queries.mailings import written_to
from etabli.programme.outreach.queries.rounds import get_sending
from etabli.programme.showcase.queries import run_story
from etabli.programme.support.queries import get_appointment
from etabli.programme.surveys.gathering import get_sheet
from etabli.programme.workshops.queries import get_venue
from etabli.territory.register.queries import artisan_of
from etabli.territory.register.records import get_business
from etabli.territory.relays.queries import get_contact, get_link, get_relay
from tests import factories as make
from tests.consistency.objects import World
from tests.foundation.own_data.filled import Filled
from tests.foundation.own_data.test_copy import Opened, content_of

pytestmark = pytest.mark.django_db
STAFF = ("adviser", "manager", "on both sides")

# How the ordinary pages answer for a row of each model that the staff's copy may hold. Nothing else may be in it.
READ: dict[str, Callable[[Viewer, Any], Any]] = {
    "people.Person": lambda viewer, row: get_person(viewer, row.pk),
    "people.SecretLink": lambda viewer, row: row in links_in_force(viewer, row.person, timezone.now()),
    "people.Consent": may_agree,
    "people.Merging": lambda viewer, row: get_merging(viewer, row.pk),
    "notify.Message": lambda viewer, row: outbox(viewer).filter(pk=row.pk).exists(),
    "notify.Unreachable": lambda viewer, row: get_person(viewer, Person.objects.get(email=row.address).pk),
    "own_data.Erasure": lambda viewer, row: row in [one for one, _person in erasures_waiting(viewer)] or row.done_at,
    "seats.SignUp": lambda viewer, row: get_sign_up(viewer, row.pk),
    "relays.RelayContact": lambda viewer, row: get_contact(viewer, row.pk),
    "relays.ContactNote": lambda viewer, row: get_relay(viewer, row.relay_id),
    "relays.RelayLink": lambda viewer, row: get_link(viewer, row.pk),
    "register.Artisan": lambda viewer, row: artisan_of(viewer, row.person) == row,
    "register.Business": lambda viewer, row: get_business(viewer, row.pk),
    "register.BusinessNote": lambda viewer, row: get_business(viewer, row.business_id),
    "register.Proposal": lambda viewer, row: get_business(viewer, row.business_id),
    "demand.Wish": lambda viewer, row: row in wishes_of_person(viewer, row.person) or row.withdrawn_at,
    "workshops.Venue": lambda viewer, row: get_venue(viewer, row.pk),
    "workshops.Attendance": lambda viewer, row: get_sign_up(viewer, row.sign_up_id),
    "workshops.RelaySignUp": lambda viewer, row: get_sign_up(viewer, row.sign_up_id),
    "surveys.Answer": lambda viewer, row: get_sheet(viewer, row.session, row.pk),
    "showcase.Story": lambda viewer, row: run_story(viewer, row.pk),
    "diagnosis.KeptAnswers": lambda viewer, row: answers_of_person(viewer, row.person) == row or row.withdrawn_at,
    "support.Appointment": lambda viewer, row: get_appointment(viewer, row.pk),
    "coverage.OnlinePresence": lambda viewer, row: get_person(viewer, row.person_id),
    "outreach.Recipient": lambda viewer, row: row in written_to(viewer, row.person),
    "outreach.Sending": lambda viewer, row: get_sending(viewer, row.pk),
    "briefs.Brief": lambda viewer, row: get_brief(viewer, row.pk),
    **dict.fromkeys(
        [f"briefs.{name}" for name in ("BriefAnswer", "AdCorrection", "BriefVersion", "BriefComment", "BriefLink")],
        lambda viewer, row: get_brief(viewer, row.brief_id),
    ),
    "market.Ad": lambda viewer, row: get_ad(viewer, row.pk, at=make.AT),
    "market.Sending": lambda viewer, row: get_ad(viewer, row.ad_id, at=make.AT),
    "quotes.QuoteReading": lambda viewer, row: get_quote(viewer, row.pk),
    "quotes.FurtherFile": lambda viewer, row: get_further(viewer, get_quote(viewer, row.reading_id), row.pk),
    "quotes.Correction": lambda viewer, row: get_quote(viewer, row.reading_id),
    "quotes.Dismissal": lambda viewer, row: get_quote(viewer, row.reading_id),
}  # fmt: skip

ASIDE = ("withdrawn_at", "revoked_at", "cancelled_at", "erased_at", "done_at", "hidden_at", "lifted_at")


def staff(of: Filled, who: str) -> Viewer:
    """Each of those who may make a copy for somebody: in the chamber alone, or on the association's board as well."""
    role = Role.MANAGER if who == "manager" else Role.ADVISER
    seen = make.adviser(of.chamber) if role == Role.ADVISER else replace(make.adviser(of.chamber), role=role)
    return replace(seen, roles=seen.roles | {(Role.BOARD, 10**6)}) if who == "on both sides" else seen


def standing(filled: Filled) -> Filled:
    """The same, nothing of it taken back, and all that can be shown to the chamber shown to it."""
    for row in filled.rows.values():
        names = [one.name for one in row._meta.concrete_fields if one.name in ASIDE and one.null]
        type(row)._base_manager.filter(pk=row.pk).update(**dict.fromkeys(names))
    answer = filled.row(apps.get_model("surveys.Answer"))
    type(answer).objects.filter(pk=answer.pk).update(source="paper")
    contact, erasure = (filled.row(apps.get_model(of)) for of in ("relays.RelayContact", "own_data.Erasure"))
    type(contact).objects.filter(pk=contact.pk).update(email=filled.person.email)
    type(erasure).objects.filter(pk=erasure.pk).update(owner=filled.person.party)
    return filled


def is_read(viewer: Viewer, row: Model) -> bool:
    """What the ordinary page of this row answers."""
    try:
        return bool(READ[row._meta.label](viewer, row))
    except Http404:
        return False


def held_by(row: StoredFile, rows: list[Model]) -> bool:
    """Whether one of these rows points to the file."""
    return any(
        getattr(one, name.attname) == row.pk
        for one in rows
        for name in one._meta.concrete_fields
        if isinstance(name, ForeignKey) and name.related_model is StoredFile
    )


@pytest.mark.parametrize("who", STAFF)
@pytest.mark.parametrize("stands", [True, False])
def test_each_row_of_a_copy_by_the_staff_is_one_that_they_read(who: str, stands: bool) -> None:
    filled = Filled(make.chamber())
    viewer = staff(standing(filled) if stands else filled, who)
    copy = copy_of(of_person(filled.person), viewer)
    told = {kind.label: len(kind.rows) for kind in copy.kinds}
    rows: dict[
        tuple[str, str], Model
    ] = {  # by its own key, which a copy doesn't hold where it opens something
        (held.owned.model._meta.label, str(row.pk)): row
        for held in holdings(of_person(filled.person), viewer)
        for row in held.owned.model._base_manager.filter(pk__in=held.ids)
        if held.owned.model._meta.label in told
    }
    assert Counter(label for label, _pk in rows) == told
    hung = {"files.StoredFile", "journal.Entry"}
    plain = [row for (label, _pk), row in rows.items() if label not in hung]
    assert {row._meta.label for row in plain} <= READ.keys(), (
        "declare how it is read, or that nobody else does"
    )
    assert [str(row._meta.label) for row in plain if not is_read(viewer, row)] == []
    assert all(held_by(row, plain) for row in rows.values() if isinstance(row, StoredFile))
    assert all(held_by(row, plain) for row in copy.files)
    about = {(one._meta.label_lower, str(one.pk)) for one in plain}
    entries = [row for row in rows.values() if isinstance(row, Entry)]
    assert all((one.subject_type, one.subject_id) in about for one in entries)
    if stands:
        assert READ.keys() == {row._meta.label for row in plain}, "nothing that they read is missing"


@pytest.mark.parametrize("who", STAFF)
def test_no_word_of_what_they_do_not_read_is_anywhere_in_it(who: str) -> None:
    filled = Filled(make.chamber())
    viewer = staff(filled, who)
    opened = Opened(of_person(filled.person), viewer)
    given = {
        (kind["model"], name)
        for kind in opened.json["kinds"]
        for row in kind["rows"]
        for name in row["values"]
    }
    text = opened.everything() + " ".join(opened.zip.namelist())
    text += "".join(
        opened.zip.read(name).decode("latin-1") for name in opened.zip.namelist() if "fichiers/" in name
    )
    personal = {(owned.model._meta.label, name) for owned in owners() for name in owned.fields}
    found = {(label, name) for label, name, word in filled.texts() if word in text}
    assert found & personal <= given
    whole = Opened(of_person(filled.person)).everything()
    assert any(word in whole for label, _name, word in filled.texts() if label == "quotes.QuoteReading")


# By the pages, on what people really do


@pytest.fixture
def world() -> World:
    """An artisan with a quote that they showed to nobody, and an ad that was answered: they wrote to the member."""
    world = World()
    world.seat_on_both_sides()
    reading = QuoteReading.objects.get(pk=world.kwargs("quotes:detail")["pk"])
    unshare_quote(reading=reading, by=make.artisan(world.person), at=make.AT)
    world.kwargs("market:letter_file")
    return world


def copied(world: World, who: str) -> tuple[dict[str, Any], list[str]]:
    """What the archive holds that they get by the page: its JSON, the names of its files."""
    answer = world.client(who).post(reverse("own_data:person_copy", args=[world.person.pk]))
    assert answer.status_code == 200
    packed = zipfile.ZipFile(io.BytesIO(content_of(answer)))
    names = packed.namelist()
    return json.loads(packed.read(next(name for name in names if name.endswith(".json")))), names


@pytest.mark.parametrize("who", ["adviser", "manager", "double_adviser"])
def test_what_is_sealed_is_not_in_the_copy_of_the_staff(world: World, who: str) -> None:
    quote = world.kwargs("quotes:detail")["pk"]
    assert world.client(who).get(reverse("quotes:detail", args=[quote])).status_code == 404
    told, names = copied(world, who)
    models = {kind["model"] for kind in told["kinds"]}
    assert "market.Ad" in models
    assert not models & {"quotes.QuoteReading", "market.Letter", "market.Answer", "files.StoredFile"}
    assert not [name for name in names if name.startswith("fichiers/")]
    assert not [
        entry for entry in acts(told) if entry.startswith(("quotes.", "market.answer", "market.write"))
    ]
    assert "vous seul" in told["left_out"].lower()


@pytest.mark.parametrize("who", ["adviser", "manager", "double_adviser"])
def test_the_mails_of_an_association_are_between_it_and_the_artisan(world: World, who: str) -> None:
    """Neither their words, nor how many: a count that rises tells that somebody has answered."""
    by, ad, address = world.viewer(who), Ad.objects.get(), reverse("own_data:person", args=[world.person.pk])
    subjects = set(make.mails().filter(to=world.person.email).values_list("subject", flat=True))
    assert {"Une réponse à votre annonce"} <= subjects
    mails = kind_name("notify.Message")
    before, page = dict(kinds_held(world.person, by)), world.client(who).get(address).content.decode()
    notices.update_answer(Answer.objects.get(), make.AT + timedelta(hours=1))
    notices.update_end(ad, make.AT)
    make.mails()  # they are written
    assert dict(kinds_held(world.person, by)).get(mails) == before.get(mails)
    assert world.client(who).get(address).content.decode().count("<tr>") == page.count("<tr>")
    told, _names = copied(world, who)
    assert "votre annonce" not in json.dumps(
        [kind for kind in told["kinds"] if kind["model"] == "notify.Message"]
    )
    assert not outbox(by).filter(subject__contains="annonce").exists()
    make.mails()  # that of the copy
    assert dict(kinds_held(world.person, make.artisan(world.person)))[mails] >= len(subjects) + 2


def test_a_daily_mail_is_read_by_the_staff_only_if_all_of_it_is(world: World) -> None:
    prefer = {"market.ends": "digest", "workshops.certificate": "digest"}
    Preference.objects.create(owner=world.person.party, channels=prefer)
    Notice.objects.all().delete()
    notices.update_end(Ad.objects.get(), make.AT)
    send_digests(make.AT + timedelta(days=3))
    (mail,) = make.mails().filter(key__startswith="digest:")
    assert not mail.staff_reads


def test_nobody_sees_from_the_copy_whether_quotes_were_compared(world: World) -> None:
    brief = Brief.objects.get(pk=world.kwargs("briefs:overview")["pk"])
    Drawing.objects.get_or_create(brief=brief, defaults={"drawn_at": make.AT})
    told, _names = copied(world, "adviser")
    assert "quotes.Drawing" not in {kind["model"] for kind in told["kinds"]}
    assert "quotes.Drawing" in {
        kind.label for kind in copy_of(of_person(world.person), make.artisan(world.person)).kinds
    }


def test_the_page_and_the_file_names_of_the_staff_speak_of_the_person(world: World) -> None:
    for page in ("", "_erase"):
        text = (
            world.client("adviser")
            .get(reverse(f"own_data:person{page}", args=[world.person.pk]))
            .content.decode()
        )
        headings = re.findall(r'<th scope="row">(.*?)<|<li>([^<.]*)</li>', text)
        assert headings
        assert not [one for one in headings if re.search(r"\b(vous|vos|votre)\b", "".join(one))]
    assert "Ce que vous avez accepté" in dict(kinds_held(world.person, make.artisan(world.person)))
    _told, names = copied(world, "adviser")
    assert [name for name in names if name.endswith(".pdf") and "/" not in name] == [
        "ce-que-la-chambre-lit-de-moi.pdf"
    ]


def acts(told: dict[str, Any]) -> list[str]:
    kinds = [kind for kind in told["kinds"] if kind["model"] == "journal.Entry"]
    return [row["values"]["verb"] for kind in kinds for row in kind["rows"]]


def test_the_artisan_takes_the_whole_of_it_by_their_own_link(world: World) -> None:
    client = world.client("artisan")
    answer = client.post(reverse("own_data:mine_copy"))
    packed = zipfile.ZipFile(io.BytesIO(content_of(answer)))
    told = json.loads(packed.read(next(name for name in packed.namelist() if name.endswith(".json"))))
    models = {kind["model"] for kind in told["kinds"]}
    assert {"quotes.QuoteReading", "market.Letter", "files.StoredFile"} <= models
    assert told["left_out"] == ""


SEALED = [kind_name(label) for label in ("quotes.QuoteReading", "files.StoredFile", "market.Letter")]


def test_no_count_of_the_page_tells_of_what_is_sealed(world: World) -> None:
    pages = [reverse(f"own_data:person{page}", args=[world.person.pk]) for page in ("", "_erase")]
    for page in pages:
        text = world.client("double_adviser").get(page).content.decode()
        assert not [name for name in SEALED if f'<th scope="row">{name}<' in text or f"<li>{name}<" in text]
    sealed = dict(kinds_held(world.person, staff_of(world)))
    whole = dict(kinds_held(world.person, make.artisan(world.person)))
    assert len(sealed) < len(whole)
    assert not sealed.keys() & set(SEALED)


def staff_of(world: World) -> Viewer:
    return make.adviser(world.chamber)


@pytest.mark.parametrize("who", ["adviser", "manager", "double_adviser"])
def test_the_person_is_told_each_time_with_their_own_way_to_the_whole(world: World, who: str) -> None:
    make.mails().all().delete()
    copied(world, who)
    copied(world, who)
    first, second = make.mails().filter(to=world.person.email)
    assert first.subject == second.subject
    assert "de ce qu’elle lit de vous" in first.subject
    assert world.posts[who].user.name in first.body
    assert reverse("people:enter", args=["x"]).removesuffix("x/") in first.body
    assert "mes-donnees" in first.body
    assert Notice.objects.filter(owner=world.person.party, kind="own_data.copy").count() == 2


def test_a_copy_taken_from_their_own_space_is_told_each_time(world: World) -> None:
    make.mails().all().delete()
    client = world.client("artisan")
    for _time in range(2):
        assert content_of(client.post(reverse("own_data:mine_copy")))
    mails = make.mails().filter(to=world.person.email)
    assert ["depuis votre espace" in mail.body for mail in mails] == [True, True]


@pytest.mark.parametrize(
    "who", ["relay", "member", "board", "moderator", "neighbour_adviser", "other_artisan"]
)
def test_nobody_else_makes_a_copy_of_somebody(world: World, who: str) -> None:
    before = Entry.objects.count()
    answer = world.client(who).post(reverse("own_data:person_copy", args=[world.person.pk]))
    assert answer.status_code in {403, 404}
    assert Entry.objects.count() == before


def test_a_neighbour_reads_nothing_whatever_they_ask(world: World) -> None:
    assert holdings(of_person(world.person), make.adviser(world.neighbour)) == []


def test_what_is_shown_to_the_chamber_is_in_it_with_its_file(world: World) -> None:
    share_quote(reading=QuoteReading.objects.get(), by=make.artisan(world.person), at=make.AT)
    told, names = copied(world, "adviser")
    quotes = next(kind for kind in told["kinds"] if kind["model"] == "quotes.QuoteReading")
    assert len(quotes["rows"]) == 1
    assert "answer_ref" not in quotes["rows"][0]["values"]
    assert len([name for name in names if name.startswith("fichiers/")]) == 1


@pytest.mark.parametrize("page", ["front:person_history", "front:nothing_lost"])
def test_the_history_opens_no_more_than_the_copy(world: World, page: str) -> None:
    ad, by = Ad.objects.get(), make.artisan(world.person)
    tell_what_came(ad=ad, came_of="none", reason="price", why="Bien trop cher", by=by, at=make.AT)
    address = reverse(page, args=[world.person.pk])
    assert "devis.pdf" in world.client("artisan").get(address).content.decode()
    for who in ("adviser", "double_adviser"):
        text = world.client(who).get(address).content.decode()
        assert "Bien trop cher" not in text
        assert "devis.pdf" not in text
        assert ad.title in text


def test_what_an_erasure_withdraws_is_listed_as_far_as_it_is_read(world: World) -> None:
    from etabli.community.jobs.models import Job

    job = Job(organisation=world.association, author=world.person.party, kind="cdi", title="Brouillon zq")
    job.written_at = make.AT
    job.save()
    mine, theirs = (
        fate_of(world.person, by, make.AT) for by in (make.artisan(world.person), staff_of(world))
    )
    assert any("Brouillon zq" in told for told in mine.withdrawn)
    assert not any("Brouillon zq" in told for told in theirs.withdrawn)
    assert any(Ad.objects.get().title in told for told in theirs.withdrawn)


# Somebody whom no mail reaches


def test_without_an_address_the_page_says_what_to_do_and_prints_their_way_in() -> None:
    world = World()
    Person.objects.filter(pk=world.person.pk).update(email="")
    client, page = world.client("adviser"), reverse("own_data:person", args=[world.person.pk])
    assert "aucune adresse e-mail" in client.get(page).content.decode()
    answer = client.post(reverse("own_data:person_paper", args=[world.person.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert Entry.objects.get().verb == "own_data.print_link"
    assert world.person.links.get().scope == "space"
    revoke_link(link=world.person.links.get(), by=make.adviser(world.chamber), at=make.AT)
    assert world.person.links.get().revoked_at is not None


@pytest.mark.parametrize("who", ["who has an address", "who sits on both sides"])
def test_no_paper_opens_the_seals(who: str) -> None:
    chamber = make.chamber()
    person = make.person(chamber, email="anna@example.org" if who == "who has an address" else "")
    by = make.adviser(chamber)
    if who == "who sits on both sides":
        by = replace(by, roles=by.roles | {(Role.BOARD, 10**6)})
    with pytest.raises(NotAllowed):
        print_link(person=person, by=by, at=make.AT)


def test_whoever_acts_by_the_link_of_another_is_named_in_what_is_told() -> None:
    from etabli.foundation.journal import Actor

    person = make.person(make.chamber())
    by = replace(make.artisan(person), beside=Actor("user", SYSTEM, "Claire Martin", "adviser", None, None))
    give_copy(subject=person, by=by, at=make.AT)
    assert "Claire Martin" in make.mails().get().body
