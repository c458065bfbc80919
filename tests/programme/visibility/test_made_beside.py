"""The staff plan ads and twelve weeks beside their artisan: whose they are, what the staff read of them."""

from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import ActionError, CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation, Person, Role
from etabli.foundation.people.viewer import Viewer, of_membership, of_person
from etabli.programme.visibility.models import Campaign, ContentCalendar
from tests import factories as make
from tests.armed import ArmedClient

pytestmark = pytest.mark.django_db

ANSWERS = {"goal": "known", "trade": "baker", "place": "country", "budget": "100"}


@pytest.fixture
def membership(chamber: Organisation) -> Any:
    return make.membership(chamber, Role.ADVISER)


@pytest.fixture
def adviser(membership: Any) -> Client:
    return make.become(ArmedClient(), membership=membership)


def place_of(person: Person) -> str:
    return f"/visibilite/avec/{person.pk}/"


def paper_of(client: Client, address: str) -> str:
    """What the paper says."""
    return str(pypdfium2.PdfDocument(client.get(address).content)[0].get_textpage().get_text_range())


def test_a_plan_of_ads_made_together_is_the_artisans(
    adviser: Client, artisan: Client, person: Person, membership: Any
) -> None:
    page = f"{place_of(person)}publicite/"
    plan = adviser.get(page, ANSWERS).content.decode()
    assert "Les explications s’adressent à Zoé Exemple" in plan
    assert "Garder ce plan dans son espace" in plan
    assert 'value="100"' in adviser.get(page, {**ANSWERS, "change": "1"}).content.decode()
    adviser.post(page, {**ANSWERS, "starts_on": timezone.localdate().isoformat()})
    campaign = Campaign.objects.get()
    assert (campaign.person, campaign.beside) == (person, True)
    assert "100" in adviser.get(place_of(person)).content.decode().partition("Publicité")[2]
    assert "avec votre conseillère" in artisan.get("/visibilite/publicite/").content.decode()
    assert artisan.get(f"/visibilite/publicite/{campaign.pk}/").status_code == 200
    assert (
        adviser.get(f"/visibilite/publicite/{campaign.pk}/").status_code == 403
    )  # what comes of it is theirs
    undo(
        entry=Entry.objects.get(verb="visibility.keep_campaign"),
        by=of_membership(membership),
        at=timezone.now(),
    )
    campaign.refresh_from_db()
    assert campaign.withdrawn_at is not None


def test_what_is_wrong_with_a_plan_is_said_and_the_answers_stay(adviser: Client, person: Person) -> None:
    page = f"{place_of(person)}publicite/"
    answer = adviser.get(page, {**ANSWERS, "budget": ""})
    assert answer.status_code == 422
    assert "Où sont les clients" in answer.content.decode()
    answer = adviser.post(page, {**ANSWERS, "starts_on": ""})
    assert answer.status_code == 422
    assert "Choisissez le premier jour" in answer.content.decode()
    assert answer.context["address"] == "goal=known&trade=baker&place=country&budget=100"
    assert not Campaign.objects.exists()


def test_twelve_weeks_planned_together_are_the_artisans_and_their_texts_theirs_alone(
    adviser: Client, artisan: Client, person: Person, membership: Any
) -> None:
    page = f"{place_of(person)}calendrier/"
    adviser.post(page, {"trade": "baker"})
    row = ContentCalendar.objects.get()
    assert (row.person, row.beside) == (person, True)
    post = row.posts.order_by("pk")[0]
    artisan.post(f"/visibilite/calendrier/idee/{post.pk}/", {"text": "Mon secret", "write": "1"})
    assert "Mon secret" in artisan.get("/visibilite/calendrier/").content.decode()
    assert (
        "Votre conseillère les a prévues avec vous" in artisan.get("/visibilite/calendrier/").content.decode()
    )
    shown = adviser.get(page).content.decode()
    assert "Prévues ensemble" in shown
    assert "Mon secret" not in shown
    assert "Mon secret" not in paper_of(adviser, f"{page}douze-semaines.pdf")


def test_what_the_staff_see_of_weeks_moved_alone_is_said_to_both(
    adviser: Client, artisan: Client, person: Person
) -> None:
    page = f"{place_of(person)}calendrier/"
    adviser.post(page, {"trade": "baker"})
    first, second = ContentCalendar.objects.get().posts.order_by("pk")[:2]
    artisan.post(f"/visibilite/calendrier/idee/{first.pk}/", {"week": second.week.isoformat()})
    assert "Une semaine de repos" in adviser.get(page).content.decode()
    for place in (page, place_of(person)):
        assert "quelle idée est dans quelle semaine aujourd’hui" in adviser.get(place).content.decode()
    shown = artisan.get("/visibilite/calendrier/").content.decode()
    assert "Elle voit quelle idée est dans quelle semaine, même si vous la déplacez" in shown


@pytest.mark.parametrize("work", [{"text": "Mon secret", "write": "1"}, {"done": ""}])
def test_the_staff_take_back_their_weeks_until_the_artisan_works_in_them(
    adviser: Client, artisan: Client, person: Person, membership: Any, work: dict[str, str]
) -> None:
    def take_back(by: Viewer) -> None:
        undo(
            entry=Entry.objects.filter(verb="visibility.plan_calendar").latest("pk"), by=by, at=timezone.now()
        )

    adviser.post(f"{place_of(person)}calendrier/", {"trade": "baker"})
    for is_withdrawn in (True, False):  # taken back, then done again
        take_back(of_membership(membership))
        row = ContentCalendar.objects.get()
        assert (row.withdrawn_at is not None) is is_withdrawn
    artisan.post(f"/visibilite/calendrier/idee/{row.posts.order_by('pk')[0].pk}/", work)
    with pytest.raises(CannotUndo, match="Zoé Exemple a travaillé dans ces semaines"):
        take_back(of_membership(membership))
    assert ContentCalendar.objects.get().withdrawn_at is None
    take_back(of_person(person))
    assert ContentCalendar.objects.get().withdrawn_at is not None


def test_weeks_of_the_staff_over_those_of_an_artisan_are_taken_back_by_both(
    adviser: Client, artisan: Client, person: Person
) -> None:
    artisan.post("/visibilite/calendrier/nouveau/", {"trade": "baker"})
    post = ContentCalendar.objects.get().posts.order_by("pk")[0]
    artisan.post(f"/visibilite/calendrier/idee/{post.pk}/", {"text": "Mes bûches", "write": "1"})
    adviser.post(f"{place_of(person)}calendrier/", {"trade": "florist"})
    assert "Mes bûches" not in artisan.get("/visibilite/calendrier/").content.decode()
    entry = Entry.objects.filter(verb="visibility.plan_calendar").latest("pk")
    undo(entry=entry, by=of_person(person), at=timezone.now())
    assert "Mes bûches" in artisan.get("/visibilite/calendrier/").content.decode()


def test_what_the_artisan_planned_alone_is_none_of_the_staffs(
    adviser: Client, artisan: Client, person: Person, membership: Any
) -> None:
    artisan.post("/visibilite/calendrier/nouveau/", {"trade": "baker"})
    artisan.post("/visibilite/publicite/garder/", {**ANSWERS, "starts_on": timezone.localdate().isoformat()})
    assert "Prévues ensemble" not in adviser.get(f"{place_of(person)}calendrier/").content.decode()
    assert adviser.get(f"{place_of(person)}calendrier/douze-semaines.pdf").status_code == 404
    assert Campaign.objects.get().beside is False
    for verb in ("visibility.plan_calendar", "visibility.keep_campaign"):
        with pytest.raises(ActionError):
            undo(entry=Entry.objects.get(verb=verb), by=of_membership(membership), at=timezone.now())


def test_the_staff_of_another_chamber_do_nothing_here(person: Person) -> None:
    elsewhere = make.membership(make.chamber("Chambre d’à côté"), Role.ADVISER)
    neighbour = make.become(ArmedClient(), membership=elsewhere)
    assert neighbour.post(f"{place_of(person)}calendrier/", {"trade": "baker"}).status_code == 404
    assert neighbour.get(f"{place_of(person)}publicite/").status_code == 404
    assert not ContentCalendar.objects.exists()


def test_before_weeks_are_planned_anew_the_staff_read_how_much_stands_in_those_made_together(
    adviser: Client, artisan: Client, person: Person
) -> None:
    page = f"{place_of(person)}calendrier/"
    adviser.post(page, {"trade": "baker"})
    assert "semaines remplacées" not in adviser.get(page).text
    first, second = ContentCalendar.objects.get().posts.order_by("pk")[:2]
    artisan.post(f"/visibilite/calendrier/idee/{first.pk}/", {"text": "Mon secret", "write": "1"})
    artisan.post(f"/visibilite/calendrier/idee/{second.pk}/", {"done": ""})
    shown = adviser.get(page).text
    assert shown.index("1 texte écrit") < shown.index('name="trade"'), "read before the button"
    assert "elle lit combien" in artisan.get("/visibilite/calendrier/").text
    artisan.post("/visibilite/calendrier/nouveau/", {"trade": "baker"})
    alone = ContentCalendar.objects.latest("pk").posts.order_by("pk")[0]
    artisan.post(f"/visibilite/calendrier/idee/{alone.pk}/", {"text": "À moi seul", "write": "1"})
    assert "semaines remplacées" not in adviser.get(page).text, "planned alone: none of the staff's"
