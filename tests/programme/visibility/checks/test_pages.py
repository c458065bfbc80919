"""An address is given, looked at by the worker, read; what is put on the path, compared, printed."""

from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.tasks.base import DEFAULT_TASK_PRIORITY
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.journeys.path import path_of
from etabli.programme.visibility import tasks
from etabli.programme.visibility.engine.checks.address import BadAddress, readable_address, site_address
from etabli.programme.visibility.models import SiteCheck, VisibilityStep
from etabli.territory.register.models import Artisan, Business
from tests.pdf import faults
from tests.programme.visibility.local_web import LocalWeb, Served
from tests.programme.visibility.looking import HOME, NO_HOURS, ask
from tests.programme.visibility.sample_pages import HOST, put_good_site, without

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("looked_at")]


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
    assert "Les horaires ne se trouvent pas" in page.partition('class="next')[2].partition("</section>")[0]
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
    assert "Les horaires ne se trouvent pas" in stage.state.sentence
    assert "en tout" not in stage.state.sentence, "the only thing that its page lists"
    look = SiteCheck.objects.get()
    look.result["verdicts"]["legal"] = {"state": "mend", "values": {}, "why": ""}
    look.save()
    stage = next(line for line in path_of(person, timezone.now()).lines if line.code == "visibility")
    assert "1 chose à corriger est sur votre chemin" in stage.state.sentence
    assert "La dernière vérification en montre 2 en tout." in stage.state.sentence
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
    assert not faults(content, title="Ce qu’on voit de ce site")


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
    assert "Nous n’avons pas pu lire la page" in said
    assert "Rien à corriger" not in said


def test_a_site_that_sends_robots_away_is_not_said_to_be_broken(
    client: Client, chamber: Organisation, web: LocalWeb
) -> None:
    put_good_site(web).pages["/"] = Served(b"Forbidden", status=403)
    page = client.get(ask(client)).content.decode()
    assert "Nous n’avons pas pu lire la page" in page
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
    assert "Nous n’avons pas pu lire la page" in page


@pytest.mark.parametrize(
    ("typed", "asked", "read"),
    [
        ("https://https://maison.test/", "maison.test/", "maison.test"),
        ("http://HTTPS://maison.test/pains/", "maison.test/pains/", "maison.test/pains"),
        ("http:/maison.test", "maison.test/", "maison.test"),
        ("bijoux-hélène.test", "xn--bijoux-hlne-69al.test/", "bijoux-hélène.test"),
    ],
)
def test_an_address_is_understood_and_read_as_people_write_it(typed: str, asked: str, read: str) -> None:
    assert site_address(typed) == asked
    assert readable_address(asked) == read


@pytest.mark.parametrize("typed", ["05 65 12 34 56", "+33 5 65 12 34 56", "05.65.12.34.56", "0565123456"])
def test_a_telephone_number_is_no_site_and_it_is_said(typed: str) -> None:
    with pytest.raises(BadAddress, match="number"):
        site_address(typed)
