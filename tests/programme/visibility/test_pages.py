"""An address is given, looked at by the worker, read; what is put on the path, kept, watched, taken back."""

from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.tasks.base import DEFAULT_TASK_PRIORITY
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.links import token_of
from etabli.foundation.people.models import Organisation, Person, SecretLink
from etabli.foundation.people.viewer import SEEN_KEY, of_person
from etabli.programme.journeys.path import path_of
from etabli.programme.visibility import tasks
from etabli.programme.visibility.models import SelfCheck, SiteCheck, SiteWatch, VisibilityStep
from etabli.programme.visibility.online_checks import seen_on
from etabli.programme.visibility.phrases import phrases_of
from etabli.territory.register.models import Artisan, Business
from tests import factories as make
from tests.armed import ArmedClient
from tests.pdf import faults
from tests.programme.visibility.local_web import LocalWeb, Served
from tests.programme.visibility.sample_pages import HOST, put_good_site, without

pytestmark = pytest.mark.django_db
HOME = "/visibilite/"
NO_HOURS = without("<p>Du mardi[^<]*</p>")


@pytest.fixture(autouse=True)
def looked_at(web: LocalWeb, monkeypatch: pytest.MonkeyPatch) -> LocalWeb:
    """Visits go to the internet of the tests."""
    monkeypatch.setattr(tasks, "visit_site", lambda address, at: visit(web, address, at))
    return web


def visit(web: LocalWeb, address: str, at: Any) -> Any:
    from etabli.programme.visibility.site_visit import visit_site

    return visit_site(address, at=at, internet=web.internet())


@pytest.fixture
def person(chamber: Organisation) -> Person:
    return make.person(chamber, name="Zoé Exemple")


@pytest.fixture
def artisan(person: Person) -> Any:
    return make.become(ArmedClient(), link=make.link(person))


def ask(client: Client, address: str = HOST) -> str:
    """Have it looked at; the address of its page here."""
    answer = client.post(HOME, {"address": address})
    assert answer.status_code == 302, answer.content.decode()
    tasks.check_site.call(SiteCheck.objects.latest("pk").pk)
    return answer["Location"]


def test_a_visitor_gives_an_address_and_reads_what_to_mend_first(
    client: Client, chamber: Organisation, web: LocalWeb
) -> None:
    put_good_site(web, NO_HOURS)
    place = client.post(HOME, {"address": f"https://{HOST}"})["Location"]
    waiting = client.get(place).content.decode()
    assert "Nous regardons" in waiting
    assert 'http-equiv="refresh"' in waiting
    assert client.get(f"{place}etat/").json()["status"] == "waiting"
    tasks.check_site.call(SiteCheck.objects.get().pk)
    assert client.get(f"{place}etat/").json()["status"] == "done"
    page = client.get(place).content.decode()
    assert "Vos horaires ne se trouvent pas" in page.partition('class="next')[2].partition("</section>")[0]
    assert page.count('class="next') == 1
    assert HOST in client.get(HOME).content.decode()
    assert not Entry.objects.filter(verb__startswith="visibility").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Écrivez l’adresse"),
        ("ftp://maison.test", "seulement les sites"),
        ("file:///etc/passwd", "seulement les sites"),
        ("zoe@maison.test", "adresse e-mail"),
        ("https://zoe:secret@maison.test/", "mot de passe"),
        ("127.0.0.1", "pas un numéro"),
        ("http://2130706433/", "pas un numéro"),
        ("http://0x7f.1/", "pas un numéro"),
        ("http://[::1]/", "pas un numéro"),
        ("maison.test:8080", "pas un numéro"),
        ("localhost", "pas l’adresse d’un site"),
        ("ma boulangerie", "pas l’adresse d’un site"),
        ("http://[bad", "pas l’adresse d’un site"),
    ],
)
def test_what_is_no_site_is_refused_with_a_sentence_and_kept(
    client: Client, chamber: Organisation, typed: str, said: str
) -> None:
    answer = client.post(HOME, {"address": typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f'value="{typed}"' in page or not typed
    assert not SiteCheck.objects.exists()


@pytest.mark.parametrize(
    "typed", ["Boulangerie-Exemple.test", "http://boulangerie-exemple.test/", " «boulangerie-exemple.test» "]
)
def test_an_address_is_taken_as_people_type_it(client: Client, chamber: Organisation, typed: str) -> None:
    client.post(HOME, {"address": typed})
    assert SiteCheck.objects.get().address == f"{HOST}/"


def test_nobody_else_reads_a_check(
    client: Client, artisan: Client, chamber: Organisation, web: LocalWeb
) -> None:
    put_good_site(web)
    for asks, reads in ((client, artisan), (artisan, Client())):
        place = ask(asks)
        assert asks.get(place).status_code == 200
        assert reads.get(place).status_code == 404
        assert reads.get(f"{place}fiche.pdf").status_code == 404


def test_one_site_is_not_wearied(client: Client, chamber: Organisation) -> None:
    for _time in range(12):
        assert client.post(HOME, {"address": HOST}).status_code == 302
    answer = client.post(HOME, {"address": HOST})
    assert answer.status_code == 422
    assert "Revenez dans une heure" in answer.content.decode()


def test_visitors_fill_no_more_than_a_part_of_the_queue(
    client: Client, artisan: Client, chamber: Organisation, web: LocalWeb
) -> None:
    put_good_site(web)
    for n in range(30):
        make_waiting(chamber, f"maison{n}.test/")
    answer = client.post(HOME, {"address": HOST})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Beaucoup de sites attendent d’être regardés. Revenez dans dix minutes." in page
    assert f'value="{HOST}"' in page
    assert (
        artisan.post(HOME, {"address": HOST}).status_code == 302
    )  # an artisan's own waits behind no visitor
    tasks.check_site.call(SiteCheck.objects.filter(person=None).latest("pk").pk)
    assert client.post(HOME, {"address": HOST}).status_code == 302


def make_waiting(chamber: Organisation, address: str) -> SiteCheck:
    return SiteCheck.objects.create(chamber=chamber, address=address, key=address, asked_at=timezone.now())


def test_nobodys_mail_waits_behind_a_look() -> None:
    assert tasks.check_site.priority < DEFAULT_TASK_PRIORITY


def test_what_to_mend_becomes_a_step_in_one_press_and_is_taken_back(
    artisan: Client, person: Person, web: LocalWeb
) -> None:
    put_good_site(web, NO_HOURS)
    place = ask(artisan)
    artisan.post(f"{place}hours/", {"on": ""})
    artisan.post(f"{place}hours/", {"on": ""})  # pressed twice
    assert VisibilityStep.objects.get().finding == "hours"
    assert "Tout est sur votre chemin" in artisan.get(place).content.decode()
    stage = next(line for line in path_of(person, timezone.now()).lines if line.code == "visibility")
    assert "Vos horaires ne se trouvent pas" in stage.state.sentence
    undo(
        entry=Entry.objects.filter(verb="visibility.plan_step").latest("pk"),
        by=of_person(person),
        at=timezone.now(),
    )
    assert VisibilityStep.objects.get().withdrawn_at is not None
    artisan.post(f"{place}hours/", {"on": ""})
    artisan.post(f"{HOME}etapes/{VisibilityStep.objects.latest('pk').pk}/")
    assert VisibilityStep.objects.latest("pk").done_at is not None
    assert "C’est corrigé" not in artisan.get(HOME).content.decode()


def test_what_a_visitor_looked_at_goes_into_their_space_when_they_ask(
    client: Client, person: Person, web: LocalWeb
) -> None:
    put_good_site(web, NO_HOURS)
    place = ask(client)
    client.post(f"{place}hours/", {"on": ""})
    assert "Tout est sur votre chemin" in client.get(place).content.decode()
    client.post(reverse("people:enter", args=[token_of(make.link(person))]))
    assert "Les garder dans mon espace" in client.get(HOME).content.decode()
    client.post(f"{HOME}garder/")
    assert SEEN_KEY not in client.session
    assert SiteCheck.objects.get(person=person).result["verdicts"]["hours"]["state"] == "mend"
    assert VisibilityStep.objects.get(person=person).finding == "hours"
    entry = Entry.objects.filter(verb="visibility.keep").latest("pk")
    undo(entry=entry, by=of_person(person), at=timezone.now())
    assert not SiteCheck.objects.filter(person=person, withdrawn_at=None).exists()


def test_looks_and_steps_are_kept_and_what_waits_stays_on_the_device(
    client: Client, person: Person, web: LocalWeb
) -> None:
    put_good_site(web, NO_HOURS)
    search = f"{HOME}sans-site/?trade=boulangerie&town=Pessac"
    for note in ("la première", "la seconde"):
        client.post(search, {"line0": ["site"], "note": note})
    place = client.post(HOME, {"address": HOST})["Location"]
    client.post(f"{place}hours/", {"on": ""})
    client.post(reverse("people:enter", args=[token_of(make.link(person))]))
    assert "Les garder dans mon espace" in client.get(HOME).content.decode()
    client.post(f"{HOME}garder/")
    assert "Les garder dans mon espace" not in client.get(HOME).content.decode()
    assert "la seconde" in client.get(f"{HOME}sans-site/").content.decode()
    looks = SelfCheck.objects.filter(person=person, withdrawn_at=None)
    assert [look.note for look in looks.order_by("pk")] == ["la première", "la seconde"]
    assert VisibilityStep.objects.get(person=person).finding == "hours"
    assert "Nous regardons" in client.get(place).content.decode()
    tasks.check_site.call(SiteCheck.objects.get().pk)
    client.post(f"{HOME}garder/")
    assert SiteCheck.objects.filter(person=person).exists()
    for entry in Entry.objects.filter(verb="visibility.keep").order_by("-pk"):
        undo(entry=entry, by=of_person(person), at=timezone.now())
    assert not looks.exists()


def test_what_a_device_holds_is_not_on_the_path_of_whoever_comes_in(
    client: Client, person: Person, web: LocalWeb
) -> None:
    put_good_site(web, NO_HOURS)
    client.post(f"{ask(client)}hours/", {"on": ""})
    make.become(client, link=make.link(person))
    place = ask(client)
    assert "Tout est sur votre chemin" not in client.get(place).content.decode()
    client.post(f"{place}hours/", {"on": ""})
    assert VisibilityStep.objects.get(person=person).finding == "hours"
    assert "Tout est sur votre chemin" in client.get(place).content.decode()


def test_looks_are_kept_with_the_day_on_which_they_were_made(client: Client, person: Person) -> None:
    session = client.session
    row = {"answers": {"lines": ["claimed"]}, "note": "", "on": "2026-01-05"}
    session[SEEN_KEY] = {"looks": {"listing": [row]}}
    session.save()
    make.become(client, link=make.link(person))
    client.post(f"{HOME}garder/")
    assert SelfCheck.objects.get(person=person).made_on.isoformat() == "2026-01-05"


def test_a_second_look_says_what_was_mended_and_what_is_new(
    artisan: Client, person: Person, web: LocalWeb
) -> None:
    put_good_site(web, NO_HOURS)
    ask(artisan)
    put_good_site(web, without('<meta name="description"[^>]*>'))
    page = artisan.get(ask(artisan)).content.decode()
    assert "Corrigé depuis la dernière fois" in page
    assert "Nouveau depuis la dernière fois" in page


def test_the_register_is_compared_with_the_site(artisan: Client, person: Person, web: LocalWeb) -> None:
    business = Business.objects.create(
        chamber=person.chamber, name="Maison Exemple", phone="05 57 00 00 00", postal_code="33000"
    )
    Artisan.objects.update_or_create(person=person, defaults={"business": business, "trade_code": "1071CA"})
    put_good_site(web)
    page = artisan.get(ask(artisan)).content.decode()
    assert "Le numéro du site n’est pas celui que nous connaissons" in page
    assert "05 57 00 00 00" in page


def test_the_page_to_send_is_one_page_and_tagged(
    client: Client, chamber: Organisation, web: LocalWeb
) -> None:
    bare = (
        "<html><body><p>"
        + "Bonjour à tous nos clients. " * 10
        + "</p><img src=a.jpg><a href=/x></a></body></html>"
    )
    put_good_site(web, bare)
    content = client.get(f"{ask(client)}fiche.pdf").content
    assert len(pypdfium2.PdfDocument(content)) == 1
    assert not faults(content, title="Ce qu’on voit de votre site")


def test_the_page_to_send_says_nothing_of_a_site_that_nobody_read(
    client: Client, chamber: Organisation, web: LocalWeb
) -> None:
    put_good_site(web).pages["/"] = Served(b"Forbidden", status=403)
    place = client.post(HOME, {"address": HOST})["Location"]
    waiting = client.get(f"{place}fiche.pdf")
    assert (waiting.status_code, waiting["Location"]) == (302, place)
    tasks.check_site.call(SiteCheck.objects.get().pk)
    content = client.get(f"{place}fiche.pdf").content
    said = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
    assert "Nous n’avons pas pu lire votre page" in said
    assert "Rien à corriger" not in said


def test_each_quarter_what_broke_is_told_and_nothing_else(
    artisan: Client, person: Person, web: LocalWeb
) -> None:
    put_good_site(web)
    place = ask(artisan)
    assert "Faire regarder mon site chaque trimestre" in artisan.get(place).content.decode()
    artisan.post(f"{place}suivre/")
    assert "Arrêter ce contrôle" in artisan.get(place).content.decode()
    assert SiteWatch.objects.get().address == f"{HOST}/"
    later = timezone.now() + timedelta(days=92)
    web.sites[HOST].days = 400
    tasks.look_again(later)
    tasks.look_again(later)
    assert SiteCheck.objects.count() == 2
    assert not Notice.objects.filter(kind="visibility.broken").exists()
    put_good_site(web, NO_HOURS).days = 400
    tasks.look_again(later + timedelta(days=92))
    notice = Notice.objects.get(kind="visibility.broken")
    assert notice.owner_id == person.party_id
    artisan.post(f"{place}suivre/")
    tasks.look_again(later + timedelta(days=300))
    assert SiteCheck.objects.count() == 3


def test_a_check_that_is_taken_off_the_list_does_not_come_back_nor_is_told_again(
    artisan: Client, web: LocalWeb
) -> None:
    put_good_site(web)
    place = ask(artisan)
    artisan.post(f"{place}suivre/")
    put_good_site(web, NO_HOURS).days = 400
    later = timezone.now() + timedelta(days=92)
    tasks.look_again(later)
    broken = SiteCheck.objects.latest("pk")
    artisan.post(f"{HOME}site/{broken.key}/retirer/")
    broken.refresh_from_db()
    assert broken.withdrawn_at is not None
    tasks.look_again(later + timedelta(minutes=1))
    assert SiteCheck.objects.latest("pk") == broken
    tasks.look_again(later + timedelta(days=92))
    assert SiteCheck.objects.latest("pk") != broken
    assert Notice.objects.filter(kind="visibility.broken").count() == 1


def test_what_a_visitor_asked_for_goes_after_a_day(client: Client, artisan: Client, web: LocalWeb) -> None:
    put_good_site(web)
    ask(client)
    ask(artisan)
    tasks.forget_checks(timezone.now() + timedelta(days=2))
    assert SiteCheck.objects.get().person is not None


def test_what_waits_for_too_long_is_looked_at_by_the_clock(artisan: Client, web: LocalWeb) -> None:
    put_good_site(web)
    artisan.post(HOME, {"address": HOST})
    tasks.look_due(timezone.now())
    assert SiteCheck.objects.get().status == "waiting"
    tasks.look_due(timezone.now() + timedelta(minutes=3))
    assert SiteCheck.objects.get().status == "done"
    assert seen_on(f"https://www.{HOST}") is None
    assert seen_on(f"https://{HOST}") == SiteCheck.objects.get().done_at.date()


def test_looking_for_oneself_without_an_account_and_with_one(
    client: Client, person: Person, artisan: Client
) -> None:
    page = client.get(f"{HOME}sans-site/").content.decode()
    assert "Voir quoi taper" in page
    search = f"{HOME}sans-site/?trade=boulangerie&town=Pessac"
    assert "boulangerie Pessac avis" in client.get(search).content.decode()
    for browser in (client, artisan):
        browser.post(search, {"line0": ["site"], "line1": [], "note": "une vieille photo"})
        page = browser.get(f"{HOME}sans-site/").content.decode()
        assert "Visible à moitié" in page
        assert "une vieille photo" in page
    browser.post(search, {"line0": ["site"], "line1": ["listing"], "line2": ["network"]})
    page = browser.get(f"{HOME}sans-site/").content.decode()
    assert "Visible à chaque fois" in page
    assert "La fois d’avant : 1 sur 3" in page.replace("\u00a0", " ")
    assert SelfCheck.objects.filter(person=person).count() == 2


def test_a_link_to_one_object_does_not_say_whose_business_it_is(client: Client, person: Person) -> None:
    name = "Maison Exemple"
    Artisan.objects.update_or_create(person=person, defaults={"business_name": name})
    assert name in phrases_of(of_person(person))
    assert phrases_of(make.bearer(person, SecretLink.Scope.BRIEF, 1)) == []
    make.become(client, link=make.link(person, SecretLink.Scope.BRIEF, 1))
    page = client.get(f"{HOME}sans-site/").content.decode()
    assert "Voir quoi taper" in page
    assert name not in page


def test_a_checklist_shows_what_to_put_right_first(artisan: Client, person: Person) -> None:
    for kind in ("fiche", "page"):
        artisan.post(f"{HOME}sans-site/{kind}/", {"lines": []})
        assert 'class="next' in artisan.get(f"{HOME}sans-site/{kind}/").content.decode()
    artisan.post(f"{HOME}sans-site/fiche/", {"lines": ["claimed"]})
    page = artisan.get(f"{HOME}sans-site/fiche/").content.decode()
    assert "Le nom est celui de mon enseigne" in page.partition('class="next')[2].partition("</h2>")[0]
    assert artisan.get(f"{HOME}sans-site/autre/").status_code == 404


def test_a_site_that_sends_robots_away_is_not_said_to_be_broken(
    client: Client, chamber: Organisation, web: LocalWeb
) -> None:
    put_good_site(web).pages["/"] = Served(b"Forbidden", status=403)
    page = client.get(ask(client)).content.decode()
    assert "Nous n’avons pas pu lire votre page" in page
    assert "Le site renvoie les robots" in page
    assert "Rien à corriger" not in page


def test_a_look_that_fails_holds_up_nobody(
    artisan: Client, web: LocalWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(address: str, at: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(tasks, "visit_site", fail)
    artisan.post(HOME, {"address": HOST})
    tasks.look_due(timezone.now() + timedelta(minutes=3))
    page = artisan.get(f"{HOME}site/{SiteCheck.objects.get().key}/").content.decode()
    assert "Nous n’avons pas pu lire votre page" in page
