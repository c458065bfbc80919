"""The screens of the season plan, without script."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given, strategies as st

from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer
from etabli.programme.planning import tasks
from etabli.programme.planning.models import Proposal, Season
from etabli.programme.planning.queries import season_plans
from etabli.programme.planning.queries.plan_comparison import changes, compare_plans
from etabli.programme.planning.queries.season import proposals, seasons
from etabli.programme.planning.queries.season_plans import (
    plan_summary,
    worth_of_more_sessions,
)
from etabli.programme.planning.season import plan_texts, progress
from etabli.programme.planning.season.plans import as_kept_rows, read_planned
from etabli.programme.workshops.models import Session, Venue
from tests import factories

Find = Callable[..., Proposal]


@pytest.fixture
def staff(client: Client, membership: Membership) -> Client:
    return factories.become(client, membership=membership)


def text(answer: Any) -> str:
    return str(answer.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


def days_of(client: Client) -> dict[str, Any]:
    initial = client.get("/saison/").context["form"].initial
    return {**initial, "name": "Notre saison"}


def test_one_click_begins_a_season_and_asks_for_a_plan(
    staff: Client, season: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    Season.objects.update(withdrawn_at=timezone.now())
    asked = days_of(staff)
    looked = staff.post("/saison/", {**asked, "name": "Une autre", "look": "1"})
    assert looked.url == f"/saison/{Season.objects.get(name='Une autre').pk}/"
    asked_for = staff.post("/saison/", asked)
    proposal = Proposal.objects.get(season__name="Notre saison")
    assert asked_for.url == f"/saison/plans/{proposal.pk}/"
    page = text(staff.get(asked_for.url))
    assert "Un plan est en cours de calcul" in page
    assert staff.get(f"{asked_for.url}etat/").json()["status"] == "waiting"
    staff.post(f"{asked_for.url}arreter/")
    assert progress.is_enough(proposal.pk)
    monkeypatch.setattr(tasks, "START_DELAY", -1)
    assert "Personne n’a encore commencé" in text(staff.get(asked_for.url))


def test_days_that_make_no_season_are_told_and_kept(staff: Client, season: Season) -> None:
    asked = {**days_of(staff), "ends_on": "2020-01-01"}
    page = staff.post("/saison/", asked)
    assert page.status_code == 422
    assert "Le dernier jour vient avant le premier" in text(page)
    assert 'value="Notre saison"' in text(page)


@pytest.mark.parametrize("lacks", ["room", "half_day", "adviser"])
def test_what_is_missing_says_what_to_do(
    staff: Client, season: Season, membership: Membership, lacks: str
) -> None:
    said = {
        "room": "ajoutez la première",
        "half_day": "tous les agendas sont pleins",
        "adviser": "la direction l’invite",
    }
    if lacks == "room":
        Venue.objects.update(withdrawn_at=timezone.now())
    elif lacks == "half_day":
        who = {"themes": None, "most_per_week": 2, "away": [["2027-01-01", "2027-12-31"]]}
        season.settings = {**season.settings, "advisers": {str(membership.user_id): who}}
        season.save()
    else:
        Membership.objects.filter(pk=membership.pk).update(role=Role.MANAGER)
    page = text(staff.get(f"/saison/{season.pk}/"))
    assert said[lacks] in page


def test_inputs_are_corrected_by_hand(
    staff: Client, season: Season, membership: Membership, rooms: list[Venue]
) -> None:
    at = f"/saison/{season.pk}"
    who, room = f"{at}/conseillers/{membership.user_id}/", f"{at}/salles/{rooms[0].pk}/"
    staff.post(who, {"most_per_week": 1, "themes": ["social"], "since": "2027-03-01", "until": "2027-03-05"})
    staff.post(room, {"used": "on", "capacity": 5, "since": "2027-03-09"})
    staff.post(f"{at}/themes/social/", {"200000001": "3,5", "200000002": ""})
    staff.post(f"{at}/periodes/", {"name": "Salon", "first": "2027-03-15", "last": "2027-03-19", "part": 0})
    page = staff.get(f"{at}/")
    inputs = page.context["inputs"]
    assert inputs.advisers[0].most_per_week == 1
    assert min(inputs.advisers[0].free)[0].isoformat() == "2027-03-08"
    assert inputs.rooms[0].capacity == 5
    assert len(inputs.rooms[0].closed) == 2
    assert inputs.people["social", "200000001"] == 3.5
    assert not [day for day, _half in inputs.slots if day.isoformat()[:10] == "2027-03-16"]
    staff.post(f"{at}/periodes/0/enlever/")
    season.refresh_from_db()
    assert season.settings["periods"] == []
    bad = staff.post(who, {"most_per_week": 1, "until": "2027-03-05"})
    assert "Donnez aussi le premier jour" in text(bad)
    kept = staff.post(who, {"most_per_week": 2, "themes": ["social"], "kept": []})
    assert kept.status_code == 302
    assert len(staff.get(f"{at}/").context["inputs"].advisers[0].free) == 48  # Easter Monday is not worked


def test_the_rules_of_a_season_are_changed(staff: Client, season: Season) -> None:
    at = f"/saison/{season.pk}/regles/"
    asked = dict(staff.get(at).context["form"].initial)
    asked |= {
        "half_days": "",
        "gap_days": 30,
        "covered": ["200000001"],
        "full_minutes": 20,
        "half_minutes": 20,
    }
    assert "Donnez plus de minutes" in text(staff.post(at, asked))
    staff.post(at, {**asked, "half_minutes": 40})
    season.refresh_from_db()
    said = season.settings
    assert (said["gap_days"], said["half_days"], said["left_out"]) == (30, None, ["200000002"])


def test_a_plan_is_read_pinned_moved_and_taken_back(staff: Client, found: Find) -> None:
    proposal = found()
    at = f"/saison/plans/{proposal.pk}/"
    page = text(staff.get(at))
    assert "C’est prouvé" in page
    assert "Chaque territoire a une séance à portée" in page
    assert "Les données ont changé depuis" not in page
    one = read_planned(proposal.sessions)[0]
    pinned = text(staff.post(f"{at}seances/{one.key}/epingler/", follow=True))
    assert "Le prochain plan garde cette séance." in pinned
    assert "Autant de personnes" not in pinned
    told = staff.get(f"{at}seances/{one.key}/")
    assert "Vous l’avez épinglée" in text(told)
    assert "Libérer" in text(told)
    moved = {**told.context["form"].initial, "day": "2027-03-07"}
    refused = staff.post(f"{at}seances/{one.key}/", moved)
    assert refused.status_code == 422
    assert "hors de la saison" in text(refused)
    assert 'value="2027-03-07"' in text(refused), "what was typed is kept"
    out = staff.post(f"{at}seances/{one.key}/sortir/", follow=True)
    assert "− " in text(out)
    assert "Annuler" in text(out)


def test_ruled_out_then_allowed_and_added(staff: Client, found: Find) -> None:
    proposal = found()
    at = f"/saison/plans/{proposal.pk}/"
    one = read_planned(proposal.sessions)[0]
    nothing = staff.post(f"{at}seances/{one.key}/exclure/", {}, follow=True)
    assert "Cochez au moins une chose" in text(nothing)
    staff.post(f"{at}seances/{one.key}/exclure/", {"parts": ["theme", "venue"]})
    assert "Ce que vous avez exclu" in text(staff.get(at))
    typed = {name: str(getattr(one, name)) for name in ("theme", "venue", "adviser", "day", "half")}
    assert "Vous avez exclu cela" in text(staff.post(f"{at}ajouter/", typed))
    staff.post(f"{at}exclusions/0/lever/")
    added = staff.post(f"{at}ajouter/", typed, follow=True)
    assert "+ " in text(added)


def test_accepted_in_part_then_compared_with_the_next(
    staff: Client, found: Find, season: Season, adviser: Viewer
) -> None:
    proposal = found()
    at = f"/saison/plans/{proposal.pk}/"
    offers = staff.get(f"{at}accepter/").context["offers"]
    none = staff.post(f"{at}accepter/", {})
    assert none.status_code == 422
    done = staff.post(f"{at}accepter/", {"chosen": [offers[0].key]}, follow=True)
    assert Session.objects.filter(taken_back_at=None, published_at=None).count() == 1
    assert "Préparée" in text(done)
    assert len(staff.get(f"{at}accepter/").context["offers"]) == len(offers) - 1
    again = staff.post(f"{at}proposer/")
    following = Proposal.objects.get(base=proposal)
    assert again.url == f"/saison/plans/{following.pk}/"
    tasks.find_now(following.pk, seconds=1)
    following.refresh_from_db()
    side = compare_plans(adviser, proposal, following, today=factories.AT.date())
    assert side.both >= 1
    assert staff.get(f"{at}comparer/{following.pk}/").status_code == 200


def test_what_a_plan_changes_is_to_come_on_both_sides(adviser: Viewer, found: Find) -> None:
    base = found()
    rows = read_planned(base.sessions)
    moved = [replace(row, half="pm" if row.half == "am" else "am") for row in rows]
    following = Proposal.objects.create(
        season=base.season,
        base=base,
        number=9,
        status="done",
        inputs=base.inputs,
        sessions=as_kept_rows(moved),
        asked_at=factories.AT,
    )
    today = min(row.day for row in rows)
    plan = plan_summary(adviser, following, today=today)
    seen = changes(adviser, plan, today=today)
    days = sorted(row.day for row in rows if row.day > today)
    assert seen is not None
    assert days
    assert [session.planned.day for session in seen.added] == days
    assert [session.planned.day for session in seen.removed] == days


def test_a_search_that_failed_says_why(staff: Client, found: Find) -> None:
    base = found()
    failed = Proposal.objects.create(
        season=base.season, base=base, number=9, status="failed", why="Deux séances.", asked_at=factories.AT
    )
    page = text(staff.get(f"/saison/plans/{failed.pk}/"))
    assert "Deux séances." in page
    assert f'href="/saison/plans/{base.pk}/"' in page


def test_the_management_reads(client: Client, season: Season, found: Find) -> None:
    manager = factories.become(client, membership=factories.membership(season.chamber, Role.MANAGER))
    proposal = found()
    page = text(manager.get(f"/saison/plans/{proposal.pk}/"))
    assert "Créer ces séances" not in page
    assert "Épingler" not in page
    assert "Proposer une saison" not in text(manager.get(f"/saison/{season.pk}/"))


@pytest.mark.parametrize("several", [1, 3])
def test_reading_takes_as_many_statements_for_three(
    adviser: Viewer, found: Find, several: int, django_assert_num_queries: Any
) -> None:
    made = [found() for _number in range(several)]
    proposal = made[0]
    proposal.sessions = proposal.sessions[:several]
    with django_assert_num_queries(4):
        plan_summary(adviser, proposal, today=factories.AT.date())
    with django_assert_num_queries(2):
        assert len(list(proposals(adviser, proposal.season))) == several
        assert [season.plans for season in seasons(adviser)] == [several]


def test_nobody_else_reads(found: Find, neighbour: Membership, client: Client) -> None:
    proposal = found()
    other = factories.become(client, membership=neighbour)
    assert other.get(f"/saison/plans/{proposal.pk}/").status_code == 404
    assert other.get(f"/saison/{proposal.season_id}/").status_code == 404
    assert "Printemps" not in text(other.get("/saison/"))


def test_one_more_session_brings_whom_the_plan_leaves_out(
    adviser: Viewer, season: Season, rooms: list[Venue], found: Find
) -> None:
    Venue.objects.filter(pk=rooms[1].pk).update(withdrawn_at=timezone.now())
    proposal = found()
    proposal.sessions = []
    more = worth_of_more_sessions(plan_summary(adviser, proposal, today=factories.AT.date()))
    assert more.rooms == (("Blaye, Salle", "10,1 personnes"),), "5,1 of nine, and a territory that is reached"
    assert more.advisers[0][1] == "10,1 personnes"
    assert more.towns == (("Pauillac", "11 personnes"),), "six, and a territory"


@given(
    st.dictionaries(
        st.text("abcdefgh", min_size=1, max_size=3), st.floats(0.001, 40), min_size=1, max_size=20
    )
)
def test_those_who_come_add_up_to_the_total_as_it_is_written(by_zone: dict[str, float]) -> None:
    total = sum(by_zone.values())
    with override("en"):
        written = plan_texts.shares(by_zone, total, plan_texts.Names({}, {}, {}, {}, {}))
    tenths = [round(float(share) * 10) for share in re.findall(r"\(([\d.]+)\)", written)]
    assert sum(tenths) == round(round(total, 1) * 10)


def test_a_plan_says_what_is_expected_now_where_it_is_another_number(
    staff: Client, found: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        season_plans, "_people", lambda _viewer, plan, _today: {row.key: 50.0 for row in plan.sessions}
    )
    proposal = found()
    page = text(staff.get(f"/saison/plans/{proposal.pk}/"))
    expected = 50 * len(read_planned(proposal.sessions))
    assert f"Les données ont changé depuis : aujourd’hui, on en attend {expected}." in page
