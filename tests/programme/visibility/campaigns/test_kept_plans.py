"""Kept plans of ads: what tells them apart, and what is asked of them once weeks are over."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.people.models import Organisation, Person
from etabli.programme.visibility.models import Campaign, CampaignFigures
from tests import factories as make
from tests.armed import ArmedClient

pytestmark = pytest.mark.django_db
HOME = "/visibilite/publicite/"
NUMBERS = {"spent": "50", "views": "9000", "clicks": "110", "contacts": "3", "customers": "1"}


def keep(client: Any, trade: str, days_ago: int = 0, **answers: str) -> None:
    starts_on = timezone.localdate() - timedelta(days=days_ago)
    plan = {"goal": "sales", "trade": trade, "place": "far", "budget": "400", "starts_on": str(starts_on)}
    client.post(f"{HOME}garder/", plan | answers)


def test_two_plans_of_one_sum_and_day_are_told_apart_wherever_they_are_listed(
    artisan: Any, person: Person, client: Client, chamber: Organisation
) -> None:
    for trade in ("hair", "jeweller"):
        keep(artisan, trade)
        keep(client, trade)
    earlier = Campaign.objects.order_by("pk")[0]
    Campaign.objects.filter(pk=earlier.pk).update(kept_at=earlier.kept_at - timedelta(days=1))
    Campaign.objects.update(beside=True)
    adviser = make.become(ArmedClient(), membership=make.membership(chamber))
    lists = [(artisan, HOME), (artisan, "/visibilite/"), (adviser, f"/visibilite/avec/{person.pk}/")]
    for who, page in lists:
        place = "Vendre en ligne · Plus loin" if page == "/visibilite/" else "Plus loin"
        text = who.get(page).text.replace("\u00a0", " ").replace("\u202f", " ")
        later, earlier_at = (text.find(f"{trade} · {place}") for trade in ("Bijoux", "Coiffure"))
        assert -1 < later < earlier_at, "the newest first"
        assert text.count("Facebook 200 € · Google 200 € · gardé le ") == 2
    for page in (HOME, "/visibilite/"):
        text = client.get(page).text
        assert all(f"{trade} · Vendre en ligne" in text for trade in ("Bijoux", "Coiffure"))


@pytest.mark.parametrize(
    ("days_ago", "said"),
    [(27, "La première semaine est passée"), (28, "Les quatre semaines sont passées")],
)
def test_a_plan_says_which_weeks_are_over(artisan: Any, person: Person, days_ago: int, said: str) -> None:
    keep(artisan, "baker", days_ago)
    is_over = days_ago == 28
    for page in (HOME, f"{HOME}{Campaign.objects.get().pk}/"):
        text = artisan.get(page).text
        assert said in text
        assert ("Cinq chiffres pour les quatre semaines, une seule fois." in text) is is_over
        assert "Après sept jours" not in text or not is_over
        assert "arrêtez" not in text or not is_over, "there is nothing left to stop"


def test_figures_typed_before_the_end_are_asked_for_once_more(artisan: Any, person: Person) -> None:
    keep(artisan, "baker", 40, goal="known", place="country", budget="100")
    row = CampaignFigures.objects.get()
    artisan.post(f"{HOME}chiffres/{row.pk}/", NUMBERS)
    assert "Les quatre semaines sont passées" not in artisan.get(HOME).text, "nothing is asked there"
    assert "Les quatre semaines sont passées." in artisan.get(f"{HOME}{row.campaign_id}/").text
    CampaignFigures.objects.update(noted_on=timezone.localdate() - timedelta(days=13))
    assert "avant la fin. Tapez ceux des quatre semaines" in artisan.get(HOME).text
    artisan.post(f"{HOME}chiffres/{row.pk}/", NUMBERS)
    assert "Les quatre semaines sont passées" not in artisan.get(HOME).text


def test_the_history_names_the_sum_and_the_first_day_of_a_plan(artisan: Any, person: Person) -> None:
    keep(artisan, "baker", goal="known", place="country", budget="100")
    keep(artisan, "baker", 2, goal="known", place="country", budget="150")
    rows = Campaign.objects.order_by("pk")
    artisan.post(f"{HOME}{rows[0].pk}/retirer/")
    text = artisan.get("/historique/").text.replace("\u00a0", " ")
    for act, row, euros in (("gardé", rows[0], 100), ("gardé", rows[1], 150), ("retiré", rows[0], 100)):
        assert f"{act} un plan de publicité : {euros} €, {row.started_on:%d/%m/%Y}" in text


@pytest.mark.parametrize(("days_ago", "said"), [(10, "continuer"), (40, "recommencer")])
def test_good_figures_say_to_go_on_or_once_it_is_over_to_begin_again(
    artisan: Any, person: Person, days_ago: int, said: str
) -> None:
    keep(artisan, "baker", days_ago, goal="known", place="country", budget="160")
    row = CampaignFigures.objects.get()
    artisan.post(f"{HOME}chiffres/{row.pk}/", NUMBERS | {"spent": "160,50", "customers": "3"})
    text = artisan.get(f"{HOME}{row.campaign_id}/").text
    assert f"vous pouvez {said}" in text
    assert "160,50\u00a0€" in text
    assert text.count("53,50\u00a0€") == 2, "one cost, said alike in the figures and in the advice"


@pytest.mark.parametrize("goal", ["known", "sales"])
@pytest.mark.parametrize(
    "numbers",
    [
        {"spent": "400", "clicks": "900", "contacts": "0", "customers": "0"},
        {"spent": "400", "clicks": "2", "contacts": "1", "customers": "0"},
        {"spent": "400", "clicks": "900", "contacts": "90", "customers": "1"},
    ],
)
def test_nothing_is_to_be_stopped_once_all_weeks_are_over(
    artisan: Any, person: Person, goal: str, numbers: dict[str, str]
) -> None:
    keep(artisan, "baker", 40, goal=goal, place="country", budget="800")
    row = CampaignFigures.objects.order_by("pk")[0]
    artisan.post(f"{HOME}chiffres/{row.pk}/", {"views": "90000", **numbers})
    text = artisan.get(f"{HOME}{row.campaign_id}/").text
    assert "recommenc" in text or "deuxième essai" in text
    assert "arrêtez" not in text


def test_plans_that_read_alike_are_numbered_wherever_they_are_listed(
    artisan: Any, person: Person, chamber: Organisation
) -> None:
    for _time in range(2):
        keep(artisan, "jeweller")
    first, second = Campaign.objects.order_by("pk")
    Campaign.objects.update(beside=True, kept_at=first.kept_at)
    adviser = make.become(ArmedClient(), membership=make.membership(chamber))
    place = f"/visibilite/avec/{person.pk}/"
    for who, page in ((artisan, HOME), (artisan, "/visibilite/"), (adviser, place)):
        text = who.get(page).text
        assert -1 < text.find("numéro\u00a02") < text.find("numéro\u00a01"), "the newest first"
    assert "numéro\u00a01" in artisan.get(f"{HOME}{first.pk}/").text
    assert f'href="{place}publicite/{second.pk}/"' in adviser.get(place).text
    artisan.post(f"{HOME}{second.pk}/retirer/")
    assert "numéro" not in artisan.get(HOME).text


def test_the_staff_open_a_plan_made_together_without_what_came_of_it(
    artisan: Any, person: Person, chamber: Organisation
) -> None:
    for _time in range(2):
        keep(artisan, "jeweller")
    alone, together = Campaign.objects.order_by("pk")
    Campaign.objects.filter(pk=together.pk).update(beside=True)
    for row in together.figures.all():
        artisan.post(f"{HOME}chiffres/{row.pk}/", NUMBERS | {"spent": "61,37"})
    adviser = make.become(ArmedClient(), membership=make.membership(chamber))
    place = f"/visibilite/avec/{person.pk}/publicite/"
    text = adviser.get(f"{place}{together.pk}/").text
    assert "Après sept jours" in text
    assert "61,37" not in text
    assert adviser.get(f"{place}{alone.pk}/").status_code == 404
