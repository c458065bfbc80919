"""Plans of ads that a browser holds for whoever has no account: they stay as they were noted."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.people.models import Organisation, Person
from etabli.programme.visibility import actions
from etabli.programme.visibility.models import Campaign
from tests import factories as make

pytestmark = pytest.mark.django_db
HOME = "/visibilite/publicite/"
BAKER = {"goal": "known", "trade": "baker", "place": "town", "budget": "137"}


def noted(client: Client, days_ago: int = 0) -> str:
    """The page of a plan that was noted here."""
    starts_on = timezone.localdate() - timedelta(days=days_ago)
    answer = client.post(f"{HOME}garder/", {**BAKER, "starts_on": starts_on.isoformat()})
    return answer.headers["Location"]


def assumed(chamber: Organisation, value: str) -> None:
    for network, stage in (("meta", "clicks"), ("google", "clicks")):
        actions.set_assumption(
            chamber=chamber,
            network=network,
            stage=stage,
            value=Decimal(value),
            source="Relevé",
            url="",
            checked_on=None,
            by=make.adviser(chamber),
            at=timezone.now(),
        )


def shown(answer: Any) -> list[Any]:
    return [(part.amount, part.outcome, part.cost, part.basis) for part in answer.context["plan"].parts]


def test_a_noted_plan_keeps_its_numbers_whatever_is_assumed_since(
    client: Client, chamber: Organisation, person: Person
) -> None:
    at_first = shown(client.get(f"{HOME}plan/", BAKER))
    page = noted(client)
    assumed(chamber, "0.2")
    assert shown(client.get(page)) == at_first
    assert shown(client.get(f"{HOME}plan/", BAKER)) != at_first, "a new plan follows what is assumed"
    paper = pypdfium2.PdfDocument(client.get(page, {"paper": ""}).content)[0].get_textpage().get_text_range()
    assert at_first[0][1][1][1].split(",")[0] in paper.replace("\r\n", " ")
    make.become(client, link=make.link(person))
    client.post("/visibilite/garder/")
    for row in Campaign.objects.get().figures.all():
        assert row.rates["clicks"]["assumed"] != 0.2, "so does the space into which it goes"


def test_the_same_plan_noted_anew_with_other_numbers_is_another_one(
    client: Client, chamber: Organisation
) -> None:
    first = noted(client)
    assert noted(client) != first
    assert client.get(first).status_code == 404, "twice is once"
    assumed(chamber, "0.2")
    second = noted(client)
    text = client.get(HOME).text
    assert second in text
    assert text.count(", 137 euros") == 2
    assert -1 < text.find("numéro\u00a02") < text.find("numéro\u00a01") or text.count("gardé le") == 2


def test_a_noted_plan_that_is_over_opens_as_what_it_was_and_says_what_to_do(
    client: Client, chamber: Organisation
) -> None:
    page = noted(client, days_ago=28)
    assert page in client.get("/visibilite/").text
    assert "Les quatre semaines sont passées" in client.get(HOME).text
    text = client.get(page).text
    assert "Les quatre semaines sont passées" in text
    assert "137\u00a0€ sur" in text
    assert "tapez ensuite cinq chiffres" in text
    assert "Préparer de nouveau la même publicité" in text
    assert "arrêtez" not in text
    assert "Quand arrêter" not in text
    assert "Les quatre semaines sont passées" not in client.get(noted(client, days_ago=27)).text


def test_whoever_has_come_in_keeps_or_takes_away_what_the_device_holds(
    client: Client, chamber: Organisation, person: Person
) -> None:
    over, going_on = noted(client, days_ago=40), noted(client)
    make.become(client, link=make.link(person))
    text = client.get(over).text
    assert "Tout garder dans mon espace" in text
    assert "Gardez ce plan dans votre espace" in text
    client.post(f"{HOME}garder/", {"off": going_on.rstrip("/").rpartition("/")[2]})
    assert client.get(going_on).status_code == 404
    client.post("/visibilite/garder/")
    row = Campaign.objects.get().figures.order_by("pk")[0]
    assert f"chiffres/{row.pk}/" in client.get(HOME).text, "and is asked what came of it"


def test_a_plan_of_another_device_is_not_there(client: Client, chamber: Organisation) -> None:
    page = noted(client)
    assert Client().get(page).status_code == 404
    client.post(f"{HOME}garder/", {"off": page.rstrip("/").rpartition("/")[2]})
    assert client.get(page).status_code == 404


def test_a_plan_noted_before_rates_were_written_still_opens(client: Client, chamber: Organisation) -> None:
    noted(client)
    session = client.session
    row = session["seen"]["campaigns"][0]
    for name in ("rates", "key", "kept_at"):
        del row[name]
    session["seen"] = {**session["seen"], "campaigns": [row]}
    session.save()
    page = client.get(HOME).text.partition(f'href="{HOME}ici/')[2].partition('"')[0]
    assert "137\u00a0€ sur" in client.get(f"{HOME}ici/{page}").text
