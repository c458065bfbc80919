"""A copy that the chamber's staff makes for somebody, by the pages: without what is sealed, and never in secret."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from etabli.community.market import notices
from etabli.community.market.actions import record_outcome
from etabli.community.market.models import Ad, Answer
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.digest import send_digests
from etabli.foundation.notices.models import Notice, Preference
from etabli.foundation.notify.queries import outbox
from etabli.foundation.own_data.actions import give_copy
from etabli.foundation.own_data.copying import copy_of
from etabli.foundation.own_data.field_names import model_name
from etabli.foundation.own_data.holdings import holdings, of_person
from etabli.foundation.own_data.queries import kinds_held, preview_erasure
from etabli.foundation.parties import SYSTEM
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.models import Brief
from etabli.procurement.quotes.actions import share_quote, unshare_quote
from etabli.procurement.quotes.models import Drawing, QuoteReading
from tests import factories as make
from tests.consistency.objects import World
from tests.foundation.own_data.test_copy import content_of

pytestmark = pytest.mark.django_db


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
    assert any(subject.startswith("Une réponse à votre annonce") for subject in subjects)
    mails = model_name("notify.Message")
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
        kind.model_label for kind in copy_of(of_person(world.person), make.artisan(world.person)).kinds
    }


def test_the_page_and_the_file_names_of_the_staff_speak_of_the_person(world: World) -> None:
    for page in ("", "_erase"):
        text = (
            world.client("adviser")
            .get(reverse(f"own_data:person{page}", args=[world.person.pk]))
            .content.decode()
        )
        headings = re.findall(r'<th scope="row">(.*?)<|<li[^>]*>([^<.]*)</li>|<b>(.*?)</b>', text)
        assert headings
        assert not [heading for heading in headings if re.search(r"\b(vous|vos|votre)\b", "".join(heading))]
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


SEALED = [model_name(label) for label in ("quotes.QuoteReading", "files.StoredFile", "market.Letter")]


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
    record_outcome(ad=ad, came_of="none", reason="price", why="Bien trop cher", by=by, at=make.AT)
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
        preview_erasure(world.person, by, make.AT) for by in (make.artisan(world.person), staff_of(world))
    )
    assert any("Brouillon zq" in told for told in mine.withdrawn)
    assert not any("Brouillon zq" in told for told in theirs.withdrawn)
    assert any(Ad.objects.get().title in told for told in theirs.withdrawn)


# Somebody whom no mail reaches


def test_without_an_address_the_page_says_what_to_do_and_leads_to_their_paper() -> None:
    world = World()
    client, page = world.client("adviser"), reverse("own_data:person", args=[world.person.pk])
    paper = reverse("front:paper", args=[world.person.pk])
    assert paper not in client.get(page).content.decode()
    Person.objects.filter(pk=world.person.pk).update(email="")
    shown = client.get(page).content.decode()
    assert "aucune adresse e-mail" in shown
    assert paper in shown


def test_whoever_acts_by_the_link_of_another_is_named_in_what_is_told() -> None:
    from etabli.foundation.journal import Actor

    person = make.person(make.chamber())
    by = replace(make.artisan(person), beside=Actor("user", SYSTEM, "Claire Martin", "adviser", None, None))
    give_copy(subject=person, by=by, at=make.AT)
    assert "Claire Martin" in make.mails().get().body
