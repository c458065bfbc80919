"""The sites that are joined to a project: what is seen there, offered as ticks, written by one act and taken back."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation, Person, Role
from etabli.foundation.people.viewer import of_person
from etabli.procurement.briefs.actions import answer_need, attach_site, start_brief
from etabli.procurement.briefs.models import Attachment, BriefAnswer
from etabli.procurement.needs.catalogue import load
from etabli.programme.visibility import tasks
from etabli.programme.visibility.engine.checks.facts import Link, PageFacts, SiteFacts
from etabli.programme.visibility.engine.features import features_of
from etabli.programme.visibility.liked_sites.catalogue import features
from etabli.programme.visibility.models import LikedSiteReading
from tests import factories as make
from tests.armed import ArmedClient
from tests.programme.visibility.local_web import LocalWeb, Served
from tests.programme.visibility.sample_pages import HOST, put_good_site

pytestmark = pytest.mark.django_db
BARE = PageFacts(text="Bonjour à tous nos clients, et à bientôt.")


@pytest.fixture
def liked(person: Person) -> Attachment:
    at, by = timezone.now(), of_person(person)
    brief = start_brief(person=person, outcome="site", by=by, at=at)
    return attach_site(brief=brief, address=f"https://{HOST}/", by=by, at=at)


@pytest.fixture
def place(liked: Attachment, web: LocalWeb, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of its page; visits go to the internet of the tests."""
    from etabli.programme.visibility.checks.visit import visit_pages

    def visit(address: str, at: Any) -> SiteFacts:
        return visit_pages(address, at=at, internet=web.internet())

    monkeypatch.setattr(tasks, "visit_pages", visit)
    return f"/visibilite/projet/{liked.brief_id}/site/{liked.pk}/"


def read(client: Client, place: str) -> str:
    """Have it read; its page."""
    assert client.post(f"{place}lire/").status_code == 302
    assert client.get(f"{place}etat/").json()["status"] == "waiting"
    assert "Cela prend une demi-minute" in client.get(place).content.decode()
    tasks.read_liked.call(LikedSiteReading.objects.latest("pk").pk)
    assert client.get(f"{place}etat/").json()["status"] == "done"
    return client.get(place).content.decode()


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        (BARE, []),
        (PageFacts(phone_links=("0556010203",)), ["phone"]),
        (PageFacts(text="Appelez le 05 56 01 02 03."), ["phone"]),
        (PageFacts(fields=3), ["form"]),
        (PageFacts(fields=1), []),
        (PageFacts(text="Du mardi au samedi, 7 h - 13 h"), ["hours"]),
        (PageFacts(links=(Link("https://www.google.com/maps/place/x", "Venir"),)), ["map"]),
        (PageFacts(links=(Link("https://x.test/panier", "Mon panier"),)), ["shop"]),
        (PageFacts(links=(Link("https://www.planity.com/x", "Venir"),)), ["booking"]),
        (PageFacts(links=(Link("https://x.test/p", "Nos réalisations"),)), ["gallery"]),
        (PageFacts(images=12), ["gallery"]),
        (PageFacts(text="Le pain à 3,20 €, la brioche à 4 €"), ["prices"]),
        (PageFacts(text="Livré dès 50 €"), []),
        (PageFacts(links=(Link("https://x.test/blog/", "Lire"),)), ["news"]),
        (PageFacts(links=(Link("https://x.test/en/", "English"),)), ["languages"]),
        (PageFacts(links=(Link("https://x.test/", "DE"),)), ["languages"]),
        (PageFacts(links=(Link("https://x.test/pains", "En savoir plus"),)), []),
        (PageFacts(links=(Link("https://x.test/plan", "Rendez-nous visite"),)), []),
    ],
)
def test_what_is_seen_of_a_page(page: PageFacts, seen: list[str]) -> None:
    assert features_of(SiteFacts(page=page)) == seen


def test_each_feature_is_a_ready_answer_of_the_catalogue() -> None:
    for feature in features().values():
        need = load().get(feature.need)
        assert need is not None
        assert feature.choice in {choice.id for choice in need.choices}


def test_what_is_ticked_is_written_in_the_project_and_taken_back_at_once(
    artisan: Client, person: Person, liked: Attachment, place: str, web: LocalWeb
) -> None:
    put_good_site(web)
    listed = artisan.get(f"/mon-projet/{liked.brief_id}/photos-et-sites/").content.decode()
    assert place in listed
    page = read(artisan, place)
    assert "Je voudrais aussi" in page
    assert not BriefAnswer.objects.exists()
    nothing = artisan.post(place, {})
    assert nothing.status_code == 422
    assert "Cochez ce que vous voudriez aussi" in nothing.content.decode()
    artisan.post(place, {"wishes": ["phone", "hours"]})
    needs = dict(BriefAnswer.objects.values_list("need_id", "answer"))
    assert needs == {"contact": "M’appeler d’un doigt", "practical-info": "Mes horaires et mon adresse"}
    page = artisan.get(place).content.decode()
    assert 'value="phone"' not in page
    assert "Votre projet en parle déjà" in page
    undo(entry=Entry.objects.get(verb="visibility.wish_for"), by=of_person(person), at=timezone.now())
    assert 'value="phone"' in artisan.get(place).content.decode()


def test_what_the_project_says_already_is_never_replaced(
    artisan: Client, person: Person, liked: Attachment, place: str, web: LocalWeb
) -> None:
    put_good_site(web)
    by, at = of_person(person), timezone.now()
    answer_need(brief=liked.brief, need_id="contact", answer="Par pigeon", by=by, at=at)
    assert 'value="phone"' not in read(artisan, place)
    assert artisan.post(place, {"wishes": ["phone"]}).status_code == 422
    assert BriefAnswer.objects.get(need_id="contact").answer == "Par pigeon"


def test_a_site_that_can_t_be_read_is_said_so(artisan: Client, place: str, web: LocalWeb) -> None:
    put_good_site(web).pages["/"] = Served(b"Forbidden", status=403)
    page = read(artisan, place)
    assert "Nous n’avons pas pu lire ce site" in page
    assert "Je voudrais aussi" not in page


def test_what_was_seen_at_an_address_is_not_told_of_its_correction(
    artisan: Client, liked: Attachment, place: str, web: LocalWeb
) -> None:
    put_good_site(web)
    assert "Je voudrais aussi" in read(artisan, place)
    Attachment.objects.filter(pk=liked.pk).update(address="https://autre.test/")
    assert "Je voudrais aussi" not in artisan.get(place).content.decode()


def test_whatever_breaks_a_reading_is_told_to_whoever_waits(
    artisan: Client, place: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(address: str, at: Any) -> SiteFacts:
        raise RuntimeError

    monkeypatch.setattr(tasks, "visit_pages", broken)
    assert "Nous n’avons pas pu lire ce site" in read(artisan, place)
    assert "could not be read" in caplog.text


def test_whoever_writes_not_in_the_project_has_nothing_read(
    client: Client, chamber: Organisation, place: str
) -> None:
    other = make.become(client, link=make.link(make.person(chamber)))
    adviser = make.become(ArmedClient(), membership=make.membership(chamber, Role.ADVISER))
    for stranger in (other, adviser):
        assert stranger.get(place).status_code == 404
        assert stranger.post(f"{place}lire/").status_code == 404
    assert not LikedSiteReading.objects.exists()


def test_a_reading_is_taken_back(artisan: Client, person: Person, place: str, web: LocalWeb) -> None:
    put_good_site(web)
    read(artisan, place)
    entry = Entry.objects.get(verb="visibility.read_liked_site")
    undo(entry=entry, by=of_person(person), at=timezone.now())
    assert "Lire ce site" in artisan.get(place).content.decode()
