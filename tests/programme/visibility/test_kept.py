"""What a device holds of one's visibility, taken into one's space; oneself looked for, and the checklists."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.links import token_of
from etabli.foundation.people.models import Organisation, Person, SecretLink
from etabli.foundation.people.viewer import MARKED_KEY, PLANNED_KEY, SEEN_KEY, of_person
from etabli.programme.protection.models import GestureMark
from etabli.programme.visibility import tasks
from etabli.programme.visibility.calendar.session import held_calendars
from etabli.programme.visibility.models import (
    Campaign,
    ContentCalendar,
    SelfCheck,
    SiteCheck,
    VisibilityStep,
)
from etabli.programme.visibility.self_checks.phrases import phrases_of
from etabli.territory.register.models import Artisan
from tests import factories as make
from tests.programme.visibility.local_web import LocalWeb
from tests.programme.visibility.looking import HOME, NO_HOURS, ask
from tests.programme.visibility.sample_pages import HOST, put_good_site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("looked_at")]


def test_what_a_visitor_looked_at_goes_into_their_space_when_they_ask(
    client: Client, person: Person, web: LocalWeb
) -> None:
    put_good_site(web, NO_HOURS)
    place = ask(client)
    client.post(f"{place}hours/", {"on": ""})
    assert "Tout est sur votre chemin" in client.get(place).content.decode()
    client.post(reverse("people:enter", args=[token_of(make.link(person))]))
    assert "Tout garder dans mon espace" in client.get(HOME).content.decode()
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
    assert "Tout garder dans mon espace" in client.get(HOME).content.decode()
    client.post(f"{HOME}garder/")
    assert "Tout garder dans mon espace" not in client.get(HOME).content.decode()
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


def test_looking_for_oneself_without_an_account_and_with_one(
    client: Client, person: Person, artisan: Client
) -> None:
    page = client.get(f"{HOME}sans-site/").content.decode()
    assert "Voir quoi taper" in page
    search = f"{HOME}sans-site/?trade=boulangerie&town=Pessac"
    assert "boulangerie Pessac avis" in client.get(search).content.decode()
    for browser in (client, artisan):
        browser.post(
            search, {"line0": ["site"], "line1": ["absent"], "line2": ["absent"], "note": "une vieille photo"}
        )
        page = browser.get(f"{HOME}sans-site/").content.decode()
        assert "Parfois visible" in page
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


def test_a_shared_phone_is_rid_of_looks_and_weeks_in_one_press_and_they_come_back(
    client: Client, chamber: Organisation, web: LocalWeb
) -> None:
    put_good_site(web, NO_HOURS)
    assert "Effacer de cet appareil" not in client.get(HOME).content.decode()
    place = ask(client)
    client.post(f"{place}hours/", {"on": ""})
    client.post(f"{HOME}calendrier/nouveau/", {"trade": "baker"})
    assert "Effacer de cet appareil" in client.get(HOME).content.decode()
    erased = client.post(f"{HOME}effacer/", follow=True).content.decode()
    assert "Ce que vous aviez noté ne se voit plus ici. Ce qui est dans un espace y reste." in erased
    assert not {SEEN_KEY, PLANNED_KEY} & set(client.session.keys())
    assert client.get(place).status_code == 404
    back = client.post(f"{HOME}effacer/", {"restore": ""}, follow=True).content.decode()
    assert "Ce que vous aviez noté est de nouveau là." in back
    assert client.get(place).status_code == 200
    assert PLANNED_KEY in client.session
    again = client.post(f"{HOME}effacer/", {"restore": ""}, follow=True).content.decode()
    assert "Rien n’a été noté sur cet appareil." in again


def test_what_is_noted_after_erasing_stands_beside_what_comes_back(
    busy: Client, chamber: Organisation, web: LocalWeb
) -> None:
    place = next(iter(re.findall(r"/visibilite/site/[^/\"]+/", busy.get(HOME).content.decode())))
    busy.post(f"{HOME}effacer/")
    assert MARKED_KEY not in busy.session, "one press erases all that its sentence names"
    web.sites["autre.test"] = web.sites[HOST]
    since = ask(busy, "autre.test")
    busy.post(f"{HOME}sans-site/?trade=boulangerie&town=Talence", {"line0": ["site"], "note": "depuis"})
    busy.post(f"{HOME}calendrier/nouveau/", {"trade": "florist"})
    busy.post(f"{HOME}publicite/garder/", {**ADS, "budget": "70"})
    told = busy.post(f"{HOME}effacer/", {"restore": ""}, follow=True).content.decode()
    assert "est de nouveau là, à côté de ce que vous avez noté depuis." in told
    assert [busy.get(address).status_code for address in (place, since)] == [200, 200]
    assert "depuis" in busy.get(f"{HOME}sans-site/").content.decode()
    plans = spaced(busy.get(f"{HOME}publicite/").content.decode())
    assert (", 100 euros" in plans, ", 70 euros" in plans) == (True, True)
    assert [calendar.trade for calendar in held_calendars(busy.session[PLANNED_KEY])] == ["florist", "baker"]


def test_a_second_search_offers_the_lines_of_the_first_and_others_when_asked(
    client: Client, artisan: Client, person: Person
) -> None:
    Artisan.objects.update_or_create(person=person, defaults={"business_name": "Maison Exemple"})
    for browser in (client, artisan):
        ticks = {"line0": ["absent"], "line1": ["absent"], "line2": ["site"]}
        browser.post(f"{HOME}sans-site/?trade=boulangerie&town=Pessac", ticks)
        page = browser.get(f"{HOME}sans-site/").content.decode()
        assert page.count("<legend") == 3
        assert "boulangerie Pessac avis" in page
        browser.post(f"{HOME}sans-site/", {**ticks, "line0": ["listing"]})
        told = spaced(browser.get(f"{HOME}sans-site/").content.decode())
        assert "vous y étiez 2 fois sur 3." in told
        assert "La fois d’avant : 1 sur 3" in told
    assert "Voir quoi taper" in client.get(f"{HOME}sans-site/?other").content.decode()
    assert "Maison Exemple" in artisan.get(f"{HOME}sans-site/?other").content.decode()


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (["tarte", "pain"], "La fois d’avant : 1 sur 2"),
        (
            ["pain", "gâteau", "pain près de Pessac"],
            "Parmi les lignes tapées les deux fois : 1 sur 1 maintenant, 1 la fois d’avant.",
        ),
        (["gâteau"], "La fois d’avant, vous aviez tapé d’autres lignes"),
    ],
)
def test_only_lines_typed_both_times_are_compared(
    client: Client, chamber: Organisation, before: list[str], told: str
) -> None:
    session = client.session
    looks = [
        {line: ["site" if line == "pain" else "absent"] for line in lines}
        for lines in (["pain", "tarte"], before)
    ]
    rows = [{"answers": answers, "note": "", "on": "2026-01-05"} for answers in looks]
    session[SEEN_KEY] = {"looks": {"search": rows}}
    session.save()
    page = spaced(client.get(f"{HOME}sans-site/").content.decode())
    assert told in page
    assert ("La fois d’avant : " in page) is (set(before) == {"pain", "tarte"})


def test_every_search_stays_with_its_note_and_every_plan_of_ads_is_named(
    client: Client, chamber: Organisation
) -> None:
    looks = [{"answers": {"pain": ["site"]}, "note": f"Note {n}", "on": "2026-01-05"} for n in range(4)]
    session = client.session
    session[SEEN_KEY] = {"looks": {"search": looks}}
    session.save()
    client.post(f"{HOME}sans-site/?trade=boulangerie&town=Pessac", {"line0": ["site"], "note": "La nouvelle"})
    page = client.get(f"{HOME}sans-site/").text
    assert all(note in page for note in ("La nouvelle", "Note 0", "Note 3"))
    for budget in ("300", "500"):
        plan = {"goal": "known", "trade": "baker", "place": "town", "budget": budget}
        client.post(f"{HOME}publicite/garder/", {**plan, "starts_on": str(timezone.localdate())})
    page = spaced(client.get(HOME).text)
    assert "Votre plan de publicité, 300 €, à partir du" in page
    assert "Votre plan de publicité, 500 €, à partir du" in page


def test_a_line_of_which_nothing_is_ticked_was_not_typed(client: Client, chamber: Organisation) -> None:
    address = f"{HOME}sans-site/?trade=boulangerie&town=Pessac"
    client.post(address, {f"line{number}": ["site"] for number in range(3)})
    client.post(f"{HOME}sans-site/", {"line0": ["site"]})
    page = spaced(client.get(f"{HOME}sans-site/").content.decode())
    assert "vous y étiez 1 fois sur 1." in page
    assert "Parmi les lignes tapées les deux fois : 1 sur 1 maintenant, 1 la fois d’avant." in page
    assert "plus maintenant" not in page
    assert page.count("<legend") == 3


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"note": "rien"}, "Cochez ce que vous avez vu pour une ligne au moins"),
        ({"line0": ["absent", "site"], "note": "rien"}, "pas les deux"),
    ],
)
def test_a_search_that_says_nothing_or_two_things_is_asked_again(
    client: Client, chamber: Organisation, given: dict[str, object], said: str
) -> None:
    answer = client.post(f"{HOME}sans-site/?trade=boulangerie&town=Pessac", given)
    assert answer.status_code == 422
    page = spaced(answer.content.decode())
    assert said in page
    assert ">rien</textarea>" in page.replace("\n", "")


@pytest.mark.parametrize(
    ("ticks", "there", "verdict"),
    [(["wrong"], 0, "Seulement du faux"), (["wrong", "site"], 1, "Visible, mais faux")],
)
def test_something_wrong_about_oneself_is_no_place_where_one_is(
    client: Client, chamber: Organisation, ticks: list[str], there: int, verdict: str
) -> None:
    client.post(f"{HOME}sans-site/?trade=boulangerie&town=Pessac", {"line0": ticks, "note": "vieille"})
    page = spaced(client.get(f"{HOME}sans-site/").content.decode())
    assert verdict in page
    assert f"vous y étiez {there} fois sur 1. Quelque chose de faux sur vous : 1 fois." in page
    assert "Vous avez noté : vieille" in page
    assert ("demandez à qui l’affiche de le corriger" in page) is (not there)
    client.post(f"{HOME}sans-site/", {"line0": ["site"]})
    page = spaced(client.get(f"{HOME}sans-site/").content.decode())
    assert f"La fois d’avant : {there} sur 1." in page
    assert ("Vous y êtes maintenant, et pas avant" in page) is (not there)
    earlier = page.partition("Vos recherches d’avant")[2]
    assert f"vous y étiez {there} fois sur 1. Quelque chose de faux sur vous : 1 fois." in earlier


@pytest.mark.parametrize("who", ["artisan", "client"])
def test_what_is_planned_for_one_site_is_not_planned_for_another(
    who: str, request: pytest.FixtureRequest, chamber: Organisation, web: LocalWeb
) -> None:
    visitor = request.getfixturevalue(who)
    put_good_site(web, NO_HOURS)
    web.sites["autre.test"] = web.sites[f"www.{HOST}"] = web.sites[HOST]
    places = [ask(visitor, address) for address in (HOST, "autre.test", f"www.{HOST}")]
    visitor.post(f"{places[0]}hours/", {"on": ""})
    shown = ["Retirer de mon chemin" in visitor.get(place).content.decode() for place in places]
    assert shown == [True, False, True]
    visitor.post(f"{places[1]}hours/", {"on": ""})
    visitor.post(f"{places[0]}hours/", {"off": ""})
    shown = ["Retirer de mon chemin" in visitor.get(place).content.decode() for place in places]
    assert shown == [False, True, False]


ADS = {"goal": "known", "trade": "baker", "place": "country", "budget": "100", "starts_on": "2026-12-07"}


@pytest.fixture
def busy(client: Client, person: Person, web: LocalWeb) -> Client:
    """A browser without an account that holds one thing of each kind."""
    put_good_site(web, NO_HOURS)
    client.post(f"{ask(client)}hours/", {"on": ""})
    client.post(f"{HOME}sans-site/?trade=boulangerie&town=Pessac", {"line0": ["site"], "note": ""})
    client.post(f"{HOME}calendrier/nouveau/", {"trade": "baker"})
    client.post(f"{HOME}publicite/garder/", ADS)
    client.post("/protection/gestes/backup/", {"done": ""})
    return client


def test_one_press_keeps_all_that_a_device_holds_and_one_takes_it_back(busy: Client, person: Person) -> None:
    listed = "1 contrôle d’un site, 1 point à corriger, 1 recherche de vous-même, vos semaines d’idées, "
    listed += "1 plan de publicité, 1 geste de protection"
    make.become(busy, link=make.link(person))
    assert listed in spaced(busy.get("/historique/").content.decode())
    page = spaced(busy.post(f"{HOME}garder/", follow=True).content.decode())
    assert f"Gardé dans votre espace : {listed}." in page
    assert "Tout garder dans mon espace" not in page
    assert not {SEEN_KEY, PLANNED_KEY, MARKED_KEY} & set(busy.session.keys())
    models = (SiteCheck, VisibilityStep, SelfCheck, ContentCalendar, Campaign, GestureMark)
    assert [model.objects.get(person=person).withdrawn_at for model in models] == [None] * 6
    assert Entry.objects.filter(verb="visibility.keep").count() == 1
    undo(entry=Entry.objects.get(verb="visibility.keep"), by=of_person(person), at=timezone.now())
    assert None not in [model.objects.get(person=person).withdrawn_at for model in models]


def test_not_now_is_heard_everywhere_but_on_the_pages_of_what_is_held(busy: Client, person: Person) -> None:
    make.become(busy, link=make.link(person))
    busy.post(f"{HOME}garder/plus-tard/")
    assert "Tout garder dans mon espace" not in busy.get("/historique/").content.decode()
    assert "Tout garder dans mon espace" in busy.get(f"{HOME}publicite/").content.decode()


def test_a_plan_of_ads_stays_on_the_device_until_it_is_taken_away(
    client: Client, chamber: Organisation
) -> None:
    client.post(f"{HOME}publicite/garder/", ADS)
    client.post(f"{HOME}publicite/garder/", ADS)
    page = spaced(client.get(f"{HOME}publicite/").content.decode())
    assert page.count(", 100 euros") == 1
    for day, told in (("", "Choisissez le premier jour"), ("2027-02-31", "Donnez une date qui existe")):
        refused = client.post(f"{HOME}publicite/garder/", {**ADS, "starts_on": day})
        assert refused.status_code == 422
        assert told in refused.context["start"].errors["starts_on"][0]
        assert 'aria-invalid="true"' in refused.content.decode()
    refused = client.post(f"{HOME}publicite/garder/", {**ADS, "budget": "100,50"}, follow=True)
    assert "Écrivez des euros entiers, sans centimes" in refused.content.decode()
    assert 'value="100,50"' in refused.content.decode()
    off = page.partition('name="off" value="')[2].partition('"')[0]
    client.post(f"{HOME}publicite/garder/", {"off": off})
    assert "100 euros" not in client.get(f"{HOME}publicite/").content.decode()


def spaced(page: str) -> str:
    """With ordinary spaces."""
    return page.replace("\u00a0", " ").replace("\u202f", " ")
