"""The same ad elsewhere: agreed to place by place, gone at once."""

import json
from datetime import timedelta
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from etabli.community.market import actions
from etabli.community.market.models import Ad, Sending
from etabli.community.market.queries import shared_ads
from etabli.community.neutrality.models import LogEntry
from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.actions import withdraw_consent
from tests.community.conftest import AT, enter, pass_on

ADDRESSES = ("/annonces/flux.rss", "/annonces/flux.atom", "/annonces/export.json")


@pytest.fixture
def ad(world: SimpleNamespace) -> Ad:
    return pass_on(
        world,
        world.artisan,
        deadline_on=AT.date().replace(year=2099),
        budget="",
        budget_blank_why="À discuter",
    )


def send(ad: Ad, world: SimpleNamespace, destination: str = "feed", portal: str = "") -> Sending:
    return actions.send_elsewhere(
        ad=ad, destination=destination, portal=portal, by=world.artisan_viewer, at=AT
    )


def bodies(client: Client) -> list[str]:
    return [client.get(address).content.decode() for address in ADDRESSES]


def test_nothing_is_outside_without_an_agreement_to_that_place(
    client: Client, world: SimpleNamespace, ad: Ad
) -> None:
    assert not any(ad.title in body for body in bodies(client))
    assert client.get(f"/annonces/{ad.pk}/publique/").status_code == 404
    sending = send(ad, world)
    assert sending.consent is not None
    assert sending.consent.subject_type == "market.sending"
    assert all(ad.title in body for body in bodies(client))
    assert ad.title not in client.get("/annonces/cadre/").content.decode(), "the frame is another place"
    send(ad, world, "embed")
    assert ad.title in client.get("/annonces/cadre/").content.decode()
    kinds = LogEntry.objects.filter(kind="ad.sent_elsewhere").values_list("payload__destination", flat=True)
    assert list(kinds) == ["feed", "embed"]


def test_an_ad_that_waits_is_nowhere(client: Client, world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan, read=False, deadline_on=AT.date().replace(year=2099))
    send(ad, world)
    assert not any(ad.title in body for body in bodies(client))
    assert client.get(f"/annonces/{ad.pk}/publique/").status_code == 404


@pytest.mark.parametrize("way", ["place", "consent", "ad", "moderator", "consent to the place"])
def test_whatever_ends_it_it_is_gone_everywhere_at_once(
    client: Client, world: SimpleNamespace, ad: Ad, way: str
) -> None:
    sending = send(ad, world)
    by = world.artisan_viewer
    if way == "place":
        actions.withdraw_sending(sending=sending, by=by, at=AT)
    elif way == "ad":
        actions.withdraw_ad(ad=ad, by=by, at=AT)
    elif way == "moderator":
        actions.hide_ad(subject=ad, reason="Un nom", by=world.moderator, at=AT)
    else:
        assert sending.consent is not None
        withdraw_consent(consent=ad.consent if way == "consent" else sending.consent, by=by, at=AT)
    assert not any(ad.title in body or ad.text in body for body in bodies(client))
    assert client.get(f"/annonces/{ad.pk}/publique/").status_code == 404


def test_programs_learn_what_is_gone_without_a_word_of_it(
    client: Client, world: SimpleNamespace, ad: Ad
) -> None:
    import time_machine

    with time_machine.travel(AT, tick=False):
        actions.withdraw_sending(sending=send(ad, world), by=world.artisan_viewer, at=AT)
        told = json.loads(client.get("/annonces/export.json").content)
        atom = ElementTree.fromstring(client.get("/annonces/flux.atom").content)
    assert told == {
        "version": 1,
        "ads": [],
        "next_url": None,
        "withdrawn": [{"id": ad.pk, "withdrawn_at": AT.isoformat()}],
    }
    (gone,) = atom.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert gone.attrib["ref"].endswith(f"/annonces/{ad.pk}/publique/")


def test_a_chamber_may_be_asked_for_apart_and_the_rest_is_on_other_pages(
    client: Client, world: SimpleNamespace, ad: Ad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_ads, "MAX_LISTED", 2)
    last = ad.deadline_on
    for one in (ad, *(pass_on(world, world.artisan, number=n, deadline_on=last) for n in (2, 3, 4, 5))):
        send(one, world)
    address, pages = f"/annonces/export.json?chambre={world.chamber.pk}", []
    while address:
        pages.append(json.loads(client.get(address).content))
        address = (pages[-1]["next_url"] or "").removeprefix(settings.BASE_URL)
    assert [len(page["ads"]) for page in pages] == [2, 2, 1]
    assert len({row["id"] for page in pages for row in page["ads"]}) == 5
    for feed in ADDRESSES[:2]:
        assert f"{feed}?page=2" in client.get(feed).content.decode()
        assert 'rel="next"' not in client.get(f"{feed}?page=3").content.decode()
    neighbour = client.get(f"/annonces/export.json?chambre={world.neighbour.pk}")
    assert json.loads(neighbour.content)["ads"] == []
    for nonsense in ("page=0", "page=x", "page=9999999", "chambre=x", f"page={'9' * 30}"):
        assert client.get(f"/annonces/export.json?{nonsense}").status_code == 200


def test_the_export_holds_what_its_page_says(client: Client, world: SimpleNamespace, ad: Ad) -> None:
    send(ad, world)
    response = client.get("/annonces/export.json")
    (row,) = json.loads(response.content)["ads"]
    assert set(row) == {
        "id", "url", "title", "text", "needs", "trades", "place", "epci", "budget", "budget_blank_why",
        "deadline", "published_at", "takes_answers",
    }  # fmt: skip
    assert (row["budget"], row["budget_blank_why"]) == ("", "À discuter")
    assert response["Cache-Control"] == "public, max-age=60, must-revalidate"
    assert world.artisan.name not in response.content.decode()


def test_others_may_frame_the_list_and_nothing_else(client: Client, world: SimpleNamespace, ad: Ad) -> None:
    framed, page = client.get("/annonces/cadre/"), client.get("/annonces/ailleurs/")
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert "frame-ancestors *" not in page["Content-Security-Policy"]


def test_a_mail_is_ready_once_agreed_to(client: Client, world: SimpleNamespace, ad: Ad) -> None:
    enter(client, world.artisan.user)
    address = f"/annonces/{ad.pk}/ailleurs/"
    refused = client.post(address, {"destination": "mail", "portal": "Aquinum"})
    assert refused.status_code == 422
    assert not Sending.objects.exists()
    nameless = client.post(address, {"destination": "mail", "agreed": "on"})
    assert nameless.status_code == 422
    done = client.post(
        address, {"destination": "mail", "portal": "Aquinum", "agreed": "on"}, follow=True
    ).content.decode()
    assert "Bonjour," in done
    assert f"/annonces/{ad.pk}/publique/" in done


def test_one_takes_a_place_back_and_restores_it(client: Client, world: SimpleNamespace, ad: Ad) -> None:
    sending = send(ad, world)
    actions.withdraw_sending(sending=sending, by=world.artisan_viewer, at=AT)
    undo(entry=Entry.objects.filter(verb="market.withdraw_sending").get(), by=world.artisan_viewer, at=AT)
    assert client.get(f"/annonces/{ad.pk}/publique/").status_code == 200


@pytest.mark.parametrize("verb", ["market.withdraw_sending", "market.send_elsewhere"])
def test_an_agreement_that_the_artisan_took_back_does_not_come_back_with_the_place(
    client: Client, world: SimpleNamespace, ad: Ad, verb: str
) -> None:
    """The staff withdraw the place, or undo the sending, on a page opened before; then they undo that."""
    sending = actions.send_elsewhere(ad=ad, destination="feed", by=world.adviser, at=AT)
    given = Entry.objects.get(verb="people.consent", subject_id=str(sending.consent_id))
    undo(entry=given, by=world.artisan_viewer, at=AT + timedelta(hours=1))
    by, later = world.adviser, AT + timedelta(hours=2)
    if verb == "market.withdraw_sending":
        actions.withdraw_sending(sending=Sending.objects.get(), by=by, at=later)
    else:
        undo(entry=Entry.objects.get(verb=verb), by=by, at=later)
    entry = Entry.objects.filter(subject_type="market.sending").order_by("-pk")[0]
    with pytest.raises(CannotUndo, match="plus d’accord"):
        undo(entry=entry, by=by, at=AT + timedelta(hours=3))
    sending.refresh_from_db()
    assert sending.consent is not None
    assert sending.consent.withdrawn_at is not None
    assert client.get(f"/annonces/{ad.pk}/publique/").status_code == 404
