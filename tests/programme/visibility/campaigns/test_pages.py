"""Four questions, a plan, real figures, what the chamber assumes."""

from datetime import timedelta
from importlib.resources import files
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.visibility import actions
from etabli.programme.visibility.campaigns.data import guide
from etabli.programme.visibility.campaigns.queries import figures_of_chamber
from etabli.programme.visibility.campaigns.wording import amount
from etabli.programme.visibility.engine.campaigns import Answers
from etabli.programme.visibility.models import Campaign, CampaignFigures
from etabli.programme.visibility.trades import trades
from tests import factories as make
from tests.pdf import faults
from tests.programme.visibility.campaigns.assumed import set_learning_sum

pytestmark = pytest.mark.django_db
HOME = "/visibilite/publicite/"
BAKER = {"goal": "known", "trade": "baker", "place": "country", "budget": "100"}
JEWELLER = {"goal": "sales", "trade": "jeweller", "place": "far", "budget": "400"}


def kept(person: Person, days_ago: int = 0, trade: str = "baker") -> Campaign:
    at = timezone.now()
    of_trade = next(row for row in trades() if row.id == trade)
    return actions.keep_campaign(
        person=person,
        answers=Answers("known", of_trade, "country", 10_000),
        planned={"meta": 10_000},
        starts_on=timezone.localdate(at) - timedelta(days=days_ago),
        by=of_person(person),
        at=at,
    )


def typed(chamber: Organisation, clicks: int, *, of: int = 6, trade: str = "baker") -> None:
    """As many businesses that spent 100 euros on Facebook, with so many clicks each."""
    for number in range(of):
        person = make.person(chamber, name=f"Boulanger {number}")
        row = kept(person, 8, trade).figures.get()
        actions.note_figures(
            figures=row,
            spent_cents=10_000,
            views=20_000,
            clicks=clicks,
            contacts=4,
            customers=2,
            on=timezone.localdate(),
            by=of_person(person),
            at=timezone.now(),
        )


def test_a_visitor_reads_a_plan_with_its_assumptions(client: Client, chamber: Organisation) -> None:
    page = client.get(f"{HOME}plan/", BAKER).content.decode()
    assert f"{amount(10_000)} sur Facebook et Instagram seulement" in page
    assert "Quand arrêter" in page
    assert "ceux-ci sont supposés" in page
    assert not Campaign.objects.exists()
    shown = client.get(f"{HOME}hypotheses/").content.decode()
    assert shown.count("à vérifier") >= len(guide().assumptions)
    assert "tirent la moyenne vers le haut" in shown, "rates times a budget are more than “Environ”"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"goal": ""}, "Choisissez ce que vous en attendez."),
        ({"trade": "wizard"}, ""),
        ({"budget": "beaucoup"}, "Écrivez la somme en chiffres"),
        ({"budget": "0"}, "au moins un euro"),
        ({"budget": "50000"}, "Au-dessus de 20"),
    ],
)
def test_answers_that_say_nothing_are_refused_with_a_sentence(
    client: Client, chamber: Organisation, change: dict[str, str], said: str
) -> None:
    answer = client.get(f"{HOME}plan/", BAKER | change)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert client.get(f"{HOME}plan.pdf", BAKER | change).status_code == 404


def test_a_small_budget_is_told_to_stay_in_the_pocket(client: Client, chamber: Organisation) -> None:
    page = client.get(f"{HOME}plan/", BAKER | {"budget": "40"}).content.decode()
    assert "Gardez votre argent pour l’instant" in page
    assert "n’a pas de quoi apprendre" in page


@pytest.mark.parametrize("answers", [BAKER, JEWELLER, BAKER | {"budget": "40"}])
def test_the_plan_fits_on_one_tagged_page(
    client: Client, chamber: Organisation, answers: dict[str, str]
) -> None:
    paper = client.get(f"{HOME}plan.pdf", answers).content
    assert len(pypdfium2.PdfDocument(paper)) == 1
    assert faults(paper, title="Ma publicité") == []


def test_an_artisan_keeps_a_plan_types_its_figures_and_takes_both_back(artisan: Any, person: Person) -> None:
    today = timezone.localdate()
    answer = artisan.post(f"{HOME}garder/", JEWELLER | {"starts_on": (today - timedelta(days=8)).isoformat()})
    campaign = Campaign.objects.get()
    assert answer.headers["Location"] == f"{HOME}{campaign.pk}/"
    assert [row.planned_cents for row in campaign.figures.order_by("pk")] == [20_000, 20_000]
    assert "Écrire ce qu’a donné Facebook et Instagram" in artisan.get(HOME).content.decode()
    row = campaign.figures.order_by("pk")[0]
    numbers = {"spent": "52,50", "views": "9000", "clicks": "110", "contacts": "3", "customers": "1"}
    assert "Commandes" in artisan.get(f"{HOME}chiffres/{row.pk}/").text, "an online shop counts orders"
    artisan.post(f"{HOME}chiffres/{row.pk}/", numbers)
    row.refresh_from_db()
    assert (row.spent_cents, row.clicks, row.noted_on) == (5250, 110, today)
    page = artisan.get(f"{HOME}{campaign.pk}/").content.decode()
    assert "Coût d’une commande" in page
    assert "Commandes" in page
    undo(entry=Entry.objects.latest("pk"), by=of_person(person), at=timezone.now())
    row.refresh_from_db()
    assert (row.spent_cents, row.noted_on) == (None, None)
    artisan.post(f"{HOME}{campaign.pk}/retirer/")
    assert artisan.get(f"{HOME}{campaign.pk}/").status_code == 404


def test_what_two_networks_brought_is_added_up_once_both_are_typed(artisan: Any, person: Person) -> None:
    artisan.post(f"{HOME}garder/", JEWELLER | {"starts_on": timezone.localdate().isoformat()})
    campaign = Campaign.objects.get()
    first, second = campaign.figures.order_by("pk")
    numbers = {"views": "9000", "clicks": "110", "contacts": "9"}
    artisan.post(f"{HOME}chiffres/{first.pk}/", {**numbers, "spent": "200", "customers": "4"})
    assert "En tout" not in artisan.get(f"{HOME}{campaign.pk}/").text
    artisan.post(f"{HOME}chiffres/{second.pk}/", {**numbers, "spent": "100", "customers": "2"})
    answer = artisan.get(f"{HOME}{campaign.pk}/")
    assert "En tout" in answer.text
    rows = (("Dépensé", amount(30_000)), ("Commandes", "6"), ("Coût d’une commande", amount(5000)))
    assert answer.context["campaign"].together == rows


def test_a_kept_plan_is_watched_by_the_sums_that_were_kept(
    artisan: Any, person: Person, chamber: Organisation
) -> None:
    artisan.post(f"{HOME}garder/", JEWELLER | {"starts_on": timezone.localdate().isoformat()})
    set_learning_sum(chamber, 900, make.adviser(chamber))
    page = artisan.get(f"{HOME}{Campaign.objects.get().pk}/").content.decode()
    assert page.count(f"Après sept jours, {amount(5000)} sont dépensés") == 2


@pytest.mark.parametrize("is_written", [True, False])
def test_a_kept_plan_keeps_its_stop_rule_whatever_is_typed_since(
    artisan: Any, person: Person, chamber: Organisation, is_written: bool
) -> None:
    typed(chamber, 200)
    CampaignFigures.objects.update(noted_on=timezone.localdate() - timedelta(days=3))
    artisan.post(f"{HOME}garder/", JEWELLER | {"starts_on": timezone.localdate().isoformat()})
    campaign = Campaign.objects.latest("pk")
    if not is_written:  # kept before rates were
        campaign.figures.update(rates=None)
    before = [part.stops for part in artisan.get(f"{HOME}{campaign.pk}/").context["campaign"].parts]
    numbers = {"spent": "200", "views": "90000", "clicks": "2000", "contacts": "900", "customers": "400"}
    for row in campaign.figures.all():
        artisan.post(f"{HOME}chiffres/{row.pk}/", numbers)
    assert campaign.figures.exclude(noted_on=None).count() == 2
    after = [part.stops for part in artisan.get(f"{HOME}{campaign.pk}/").context["campaign"].parts]
    assert before == after


@pytest.mark.parametrize(
    ("answers", "change", "said"),
    [
        (BAKER, {"spent": "40", "clicks": "20", "contacts": "3", "customers": "3"}, "vous pouvez continuer"),
        (
            JEWELLER,
            {"spent": "150", "clicks": "300", "contacts": "6", "customers": "1"},
            "peut-être un hasard",
        ),
        (
            JEWELLER,
            {"spent": "150", "clicks": "300", "contacts": "6", "customers": "0"},
            "Autant de clics que prévu",
        ),
        (
            BAKER | {"budget": "1000"},
            {"spent": "1000", "clicks": "2000", "contacts": "40", "customers": "1"},
            "changez",
        ),
    ],
)
def test_the_advice_goes_by_what_a_customer_cost(
    artisan: Any, person: Person, answers: dict[str, str], change: dict[str, str], said: str
) -> None:
    artisan.post(f"{HOME}garder/", answers | {"starts_on": timezone.localdate().isoformat()})
    row = CampaignFigures.objects.order_by("pk")[0]
    artisan.post(f"{HOME}chiffres/{row.pk}/", {"views": "90000", **change})
    part = artisan.get(f"{HOME}{row.campaign_id}/").context["campaign"].parts[0]
    assert said in part.verdict
    assert ("prévus" in part.verdict) is (change["customers"] != "0")


@pytest.mark.parametrize(("spent", "shown"), [("3000", "3000"), ("52,5", "52,50")])
def test_figures_opened_again_show_the_sum_as_one_writes_it(
    artisan: Any, person: Person, spent: str, shown: str
) -> None:
    row = kept(person, 10).figures.get()
    numbers = {"views": "9000", "clicks": "110", "contacts": "3", "customers": "1", "beyond_plan": "on"}
    artisan.post(f"{HOME}chiffres/{row.pk}/", {**numbers, "spent": spent})
    page = artisan.get(f"{HOME}chiffres/{row.pk}/").text
    assert f'value="{shown}"' in page


def test_the_theme_of_ads_promises_no_sum_that_a_plan_refuses() -> None:
    text = (files("etabli.programme.workshops") / "themes" / "delivered" / "ads.toml").read_text("utf-8")
    assert "inquante euros" not in text
    assert "gardez votre argent" in text


def test_money_that_brought_nobody_is_said_to_be_stopped(artisan: Any, person: Person) -> None:
    artisan.post(f"{HOME}garder/", JEWELLER | {"budget": "1000", "starts_on": str(timezone.localdate())})
    rows = CampaignFigures.objects.order_by("pk")
    row = rows[0]
    numbers = {"spent": "500", "views": "50000", "clicks": "900", "contacts": "0", "customers": "0"}
    artisan.post(f"{HOME}chiffres/{row.pk}/", numbers)
    page = artisan.get(f"{HOME}{row.campaign_id}/").text
    assert "dépensés\u00a0: arrêtez." in page
    assert "Autant de clics que prévu" not in page
    assert "Regardez les chiffres le" in page, "the other network has none yet"
    artisan.post(f"{HOME}chiffres/{rows[1].pk}/", numbers)
    assert "Regardez les chiffres le" not in artisan.get(f"{HOME}{row.campaign_id}/").text


def test_much_more_than_was_planned_is_asked_about(artisan: Any, person: Person) -> None:
    row = kept(person, 10).figures.get()
    numbers = {"spent": "5000", "views": "9000", "clicks": "110", "contacts": "3", "customers": "1"}
    answer = artisan.post(f"{HOME}chiffres/{row.pk}/", numbers)
    assert answer.status_code == 422
    assert "cochez la case" in answer.text
    assert 'value="5000"' in answer.text
    artisan.post(f"{HOME}chiffres/{row.pk}/", {**numbers, "beyond_plan": "on"})
    row.refresh_from_db()
    assert row.spent_cents == 500_000


def test_more_calls_than_clicks_are_asked_about_then_stand(artisan: Any, person: Person) -> None:
    row = kept(person, 10).figures.get()
    page = f"{HOME}chiffres/{row.pk}/"
    numbers = {"spent": "50", "views": "9000", "clicks": "10", "contacts": "14", "customers": "12"}
    answer = artisan.post(page, numbers)
    assert answer.status_code == 422
    assert "sans cliquer, cochez la case" in answer.text
    assert 'value="14"' in answer.text
    assert 'type="checkbox"' in answer.text
    artisan.post(page, {**numbers, "without_click": "on"})
    row.refresh_from_db()
    assert (row.clicks, row.contacts, row.customers) == (10, 14, 12)
    opened = artisan.get(page).text
    assert "checked" in opened.partition('name="without_click"')[2].partition(">")[0], "not asked twice"
    corrected = artisan.post(page, {**numbers, "clicks": "20"})
    assert corrected.status_code == 302
    assert 'type="checkbox"' not in artisan.get(page).text


def test_a_plan_whose_figures_were_typed_is_not_taken_back(artisan: Any, person: Person) -> None:
    entry_of = Entry.objects.filter(verb="visibility.keep_campaign")
    row = kept(person, 10).figures.get()
    numbers = {"spent": "50", "views": "9000", "clicks": "110", "contacts": "3", "customers": "1"}
    artisan.post(f"{HOME}chiffres/{row.pk}/", numbers)
    with pytest.raises(CannotUndo, match="tapés depuis"):
        undo(entry=entry_of.get(), by=of_person(person), at=timezone.now())
    undo(entry=Entry.objects.latest("pk"), by=of_person(person), at=timezone.now())
    undo(entry=entry_of.get(), by=of_person(person), at=timezone.now())
    assert artisan.get(f"{HOME}{row.campaign_id}/").status_code == 404


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("9999-12-31", "Choisissez un jour à moins d’un an d’aujourd’hui."),
        ("0001-01-01", "Choisissez un jour à moins d’un an d’aujourd’hui."),
        ("2019-06-01", "Choisissez un jour à moins d’un an d’aujourd’hui."),
        ("2026-02-30", "Donnez une date qui existe, par exemple 28/02/2027."),
        ("", "Choisissez le premier jour de la publicité."),
    ],
)
def test_a_first_day_that_cannot_be_leaves_the_plan_where_it_is(artisan: Any, day: str, said: str) -> None:
    answer = artisan.post(f"{HOME}garder/", JEWELLER | {"starts_on": day})
    assert answer.status_code == 422
    assert said in answer.context["start"].errors["starts_on"]
    page = answer.content.decode()
    assert said in page
    assert "200 € sur Facebook et Instagram" in page.replace("\u00a0", " ").replace("\u202f", " ")
    assert not Campaign.objects.exists()
    assert artisan.get(HOME).status_code == 200


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"customers": "9"}, "Pas plus que «\u00a0Appels, messages ou visites\u00a0»\u00a0: 3."),
        ({"contacts": "120"}, "C’est plus que les clics (110)."),
        ({"clicks": "99999"}, "Pas plus que «\u00a0Nombre de vues\u00a0»\u00a0: 9000."),
        ({"views": "mille"}, "Écrivez un nombre entier"),
        ({"spent": ""}, "obligatoire"),
    ],
)
def test_figures_that_contradict_each_other_are_refused_where_they_stand(
    artisan: Any, person: Person, change: dict[str, str], said: str
) -> None:
    row = kept(person).figures.get()
    numbers = {"spent": "52,50", "views": "9000", "clicks": "110", "contacts": "3", "customers": "1"} | change
    answer = artisan.post(f"{HOME}chiffres/{row.pk}/", numbers)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page or "Remplissez" in page or "Écrivez" in page
    assert 'value="9000"' in page or "views" in change
    assert CampaignFigures.objects.get().noted_on is None


def test_what_others_had_changes_what_is_expected_from_five_on(client: Client, chamber: Organisation) -> None:
    typed(chamber, 600, of=4)
    few = client.get(f"{HOME}plan/", BAKER).content.decode()
    assert "Moins de cinq entreprises ont donné leurs chiffres ici" in few
    typed(chamber, 600, of=2)
    florist = client.get(f"{HOME}plan/", BAKER | {"trade": "florist"}).content.decode()
    assert "Pas encore de chiffres de votre métier" in florist
    typed(chamber, 600, of=1, trade="florist")
    florist = client.get(f"{HOME}plan/", BAKER | {"trade": "florist"}).content.decode()
    assert "Peu de chiffres\u00a0: 1 de votre métier, il en faut cinq." in florist
    learnt = client.get(f"{HOME}plan/", BAKER).content.decode()
    assert "D’après les chiffres de 6 entreprises de votre métier, ici." in learnt
    assert few != learnt
    assert ", entre " in client.get(f"{HOME}hypotheses/", {"trade": "baker"}).content.decode()
    CampaignFigures.objects.update(spent_cents=0)
    assert ", entre " not in client.get(f"{HOME}hypotheses/", {"trade": "baker"}).content.decode()
    Campaign.objects.update(withdrawn_at=timezone.now())
    assert figures_of_chamber(chamber.pk) == []


def test_figures_of_another_chamber_teach_nothing(client: Client, chamber: Organisation) -> None:
    typed(make.chamber("Chambre d’à côté"), 600)
    assert figures_of_chamber(chamber.pk) == []
