"""Several sessions at once: a repetition, a season plan read line by line, one act and one undo."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, strategies as st

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.days import easter, public_holiday
from etabli.programme.diary.models import HalfDay
from etabli.programme.workshops import actions, season_plan
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.proposed_sessions import shift_plan
from etabli.programme.workshops.session_changes import plan_of
from tests import factories

Make = Callable[..., Session]


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1961, (4, 2)),
        (2000, (4, 23)),
        (2024, (3, 31)),
        (2025, (4, 20)),
        (2027, (3, 28)),
        (2038, (4, 25)),
        (2285, (3, 22)),
    ],
)
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_a_year_has_eleven_public_holidays() -> None:
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]
    named = [day for day in days if public_holiday(day)]
    assert len(named) == 11
    assert date(2027, 5, 6) in named, "Ascension Day"


@pytest.mark.django_db
def test_a_day_further_keeps_the_hour_of_the_clock(session: Session) -> None:
    plan = plan_of(session)
    two = (plan.spans[0], type(plan.spans[0])(*(at + timedelta(days=7) for at in plan.spans[0])))
    plan = replace(plan, sittings=two, ends_at=two[1].end, closes_on=timezone.localdate(plan.starts_at))
    for days in range(0, 365, 40):
        to = timezone.localdate(plan.starts_at) + timedelta(days=days)
        moved = shift_plan(plan, to)
        assert [timezone.localtime(span.start).time() for span in moved.spans] == [
            timezone.localtime(span.start).time() for span in plan.spans
        ]
        assert [timezone.localdate(span.start) for span in moved.spans] == [to, to + timedelta(days=7)]
        assert moved.closes_on == to


def test_a_repetition_shows_its_days_creates_those_ticked_and_goes_back_at_once(
    desk: Client, session: Session, adviser: Viewer
) -> None:
    first = timezone.localdate(session.occasion.starts_at)
    HalfDay.objects.create(
        chamber=session.chamber,
        adviser=session.adviser,
        on=first + timedelta(days=7),
        half="am",
        what="Réunion",
    )
    address = f"/seances/{session.pk}/repeter/?rhythm=week&times=4"
    page = desk.get(address)
    assert [len(offer.faults) for offer in page.context["offers"]] == [1, 0, 0, 0]
    assert "Réunion" in page.content.decode()
    ticked = [offer.key for offer in page.context["offers"][1:3]]
    desk.post(address, {"chosen": ticked})
    made = Session.objects.exclude(pk=session.pk).order_by("occasion__starts_at")
    assert [timezone.localdate(one.occasion.starts_at).isoformat() for one in made] == ticked
    entry = Entry.objects.get(verb="workshops.create_series")
    undo(entry=entry, by=adviser, at=timezone.now())
    assert not made.filter(taken_back_at=None).exists()
    assert HalfDay.objects.filter(released_at=None).count() == 2
    undo(entry=Entry.objects.latest("pk"), by=adviser, at=timezone.now())
    assert made.filter(taken_back_at=None, published_at__isnull=False).count() == 2
    factories.sign_up(made[1].occasion, factories.person(session.chamber))
    with pytest.raises(CannotUndo):
        undo(
            entry=Entry.objects.filter(verb="workshops.create_series").latest("pk"),
            by=adviser,
            at=timezone.now(),
        )
    assert made.filter(taken_back_at=None).count() == 2, "all or none"


def test_one_taken_meanwhile_and_none_is_created(desk: Client, session: Session) -> None:
    first = timezone.localdate(session.occasion.starts_at)
    days = [first + timedelta(days=7), first]
    answer = desk.post(
        f"/seances/{session.pk}/repeter/?rhythm=week&times=2", {"chosen": [day.isoformat() for day in days]}
    )
    assert "Rien n’a été créé" in answer.content.decode()
    assert Session.objects.count() == 1
    assert desk.post(f"/seances/{session.pk}/repeter/", {"chosen": ["demain"]}).status_code == 200


def season(session: Session, **other: Any) -> dict[str, Any]:
    day = (timezone.localdate(session.occasion.starts_at) + timedelta(days=30)).isoformat()
    row = {
        "theme": "visible", "venue": session.venue_id, "adviser": session.adviser.email, "day": day, "half": "pm",
        "expected": 8.5, "zones": {}, "reason": "4 personnes l’ont demandé",
    }  # fmt: skip
    return {**row, **other}


def test_a_season_plan_is_read_line_by_line(desk: Client, session: Session) -> None:
    rows = [
        season(session),
        season(session, half="am", venue=str(session.venue)),
        season(session, theme="jardinage"),
        season(session, venue="Ailleurs", day="demain", half="soir"),
        "rien",
    ]
    plan = io.BytesIO(json.dumps({"sessions": rows, "value": 1}).encode())
    plan.name = "plan.json"
    page = desk.post("/seances/plan/", {"file": plan})
    offers = page.context["offers"]
    assert [len(offer.faults) for offer in offers] == [0, 0, 1, 3, 1]
    assert "jardinage" in page.content.decode()
    assert Session.objects.count() == 1
    desk.post("/seances/plan/", {"content": page.context["content"], "chosen": ["1", "2", "3"], "draft": "1"})
    made = Session.objects.exclude(pk=session.pk)
    assert sorted(timezone.localtime(one.occasion.starts_at).hour for one in made) == [9, 14]
    assert all(one.is_draft for one in made)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"{}", b'{"sessions": 3}', b'{"sessions": []}', b"\xff\xfe", b"[" * 100_000]
)
def test_what_is_no_plan_is_told(content: bytes, adviser: Viewer) -> None:
    with pytest.raises(season_plan.NotAPlan):
        season_plan.read_plan(content, adviser)


@given(
    row=st.dictionaries(
        st.sampled_from(["theme", "venue", "adviser", "day", "half", "reason"]),
        st.none() | st.text(max_size=12) | st.integers() | st.lists(st.integers(), max_size=2),
    )
)
def test_whatever_a_line_says_it_is_an_offer_with_its_faults(row: dict[str, Any]) -> None:
    offer = season_plan._offer(1, row, {}, {}, {})
    assert offer.plan is None
    assert offer.faults


def test_from_the_command_line(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps({"sessions": [season(session), season(session, theme="jardinage")]}))
    with pytest.raises(CommandError, match="1"):
        call_command("sessions", "import", file, stdout=io.StringIO())
    assert Session.objects.count() == 1, "all or none"
    file.write_text(json.dumps({"sessions": [season(session)]}))
    said = io.StringIO()
    call_command("sessions", "import", file, "--dry-run", "--json", stdout=said)
    assert json.loads(said.getvalue())["created"] == []
    assert Session.objects.count() == 1
    call_command("sessions", "import", file, stdout=io.StringIO())
    assert Session.objects.count() == 2
    with pytest.raises(CommandError):
        call_command("sessions", "import", tmp_path / "absent.json", stdout=io.StringIO())


def test_a_year_of_sessions_is_looked_through(desk: Client, make: Make, membership: Membership) -> None:
    first = make()
    plan, at = plan_of(first), timezone.now()
    days = [timezone.localdate(plan.starts_at) + timedelta(days=n) for n in range(1, 46)]
    by = factories.adviser(first.chamber)
    made = actions.create_sessions(wanted=[shift_plan(plan, day) for day in days], by=by, at=at)
    Session.objects.filter(pk=made[3].pk).update(note="Apporter le projecteur")
    page = desk.get("/seances/")
    assert len(page.context["page"]) == 12
    assert page.context["figures"]["coming"] == 46
    assert [one.pk for one in desk.get("/seances/?q=projecteur").context["page"]] == [made[3].pk]
    assert not desk.get("/seances/?q=jardinage").context["page"]
    assert desk.get("/seances/?state=x&theme=y&page=z").status_code == 200
    assert len(desk.get("/seances/?state=full").context["page"]) == 0
    for state, number, _kind in page.context["states"]:
        assert desk.get(f"/seances/?state={state}").context["page"].paginator.count == number, state
    assert {str(state): number for state, number, _kind in page.context["states"]} == {
        "coming": 46,
        "free": 46,
        "full": 0,
        "few": 46,
        "unconfirmed": 0,
        "draft": 0,
    }


def test_drafts_are_announced_at_once_told_in_one_line_and_taken_back(
    desk: Client, make: Make, membership: Membership
) -> None:
    first = make()
    plan, at = plan_of(first), timezone.now()
    days = [timezone.localdate(plan.starts_at) + timedelta(days=n) for n in (1, 2, 3)]
    by = factories.adviser(first.chamber)
    made = actions.create_sessions(
        wanted=[shift_plan(plan, day) for day in days], announce=False, by=by, at=at
    )
    colleague = factories.membership(first.chamber).user
    Session.objects.filter(pk__in=[made[0].pk, made[1].pk]).update(adviser=colleague)
    page = desk.get("/seances/?state=draft").content.decode()
    assert "checked" not in page, "nothing goes along unseen"
    assert f"{colleague.name} la prépare" in page
    mine = re.search(r'href="(\?state=draft[^"]*)">Cocher les miennes', page)
    assert mine is not None
    page = desk.get("/seances/" + unescape(mine[1])).content.decode()
    ticked = re.findall(r'name="session" value="(\d+)"[^>]* checked', page)
    assert ticked == re.findall(r'name="session" value="(\d+)"', page) == [str(made[2].pk)], "theirs alone"
    told = desk.post("/seances/annoncer/", {"session": [made[0].pk, made[2].pk]}, follow=True)
    assert "2 séances sont annoncées." in told.content.decode()
    announced = Session.objects.filter(pk__in=[one.pk for one in made], published_at__isnull=False)
    assert set(announced.values_list("pk", flat=True)) == {made[0].pk, made[2].pk}
    history = desk.get("/historique/").content.decode()
    assert len(re.findall(r"<time[^>]*>[^<]*vous avez annoncé", history)) == 1
    entry = Entry.objects.get(verb="workshops.announce_series")
    desk.post(reverse("people:undo", args=[entry.pk]))
    assert not announced.all().exists()


def test_nothing_ticked_announces_nothing_and_a_neighbour_s_draft_stays_one(
    desk: Client, make: Make, neighbour: Membership
) -> None:
    first = make()
    at, by = timezone.now(), factories.adviser(first.chamber)
    day = timezone.localdate(first.occasion.starts_at) + timedelta(days=1)
    draft = actions.create_sessions(wanted=[shift_plan(plan_of(first), day)], announce=False, by=by, at=at)[0]
    assert "Choisissez au moins une séance." in desk.post("/seances/annoncer/", follow=True).content.decode()
    other = factories.become(Client(), membership=neighbour)
    other.post("/seances/annoncer/", {"session": [draft.pk]})
    draft.refresh_from_db()
    assert draft.published_at is None


def test_today_comes_first(desk: Client, under_way: Session, session: Session) -> None:
    assert [one.pk for one in desk.get("/seances/").context["today"]] == [under_way.pk]
    assert desk.get(f"/seances/{under_way.pk}/").context["moment"] == "today"
    assert desk.get(f"/seances/{session.pk}/").context["moment"] == "before"


def test_a_room_changes_its_address_and_those_who_come_are_told(desk: Client, session: Session) -> None:
    person = factories.person(session.chamber)
    factories.sign_up(session.occasion, person)
    page = desk.get(f"/seances/salles/{session.venue_id}/")
    typed = {name: field.value() for field in page.context["form"] for name in [field.name] if field.value()}
    typed |= {
        "commune": "Pauillac",
        "address": "2 quai du Port",
        "equipment": ["wifi"],
        "contact_phone": "0556000001",
    }
    desk.post(f"/seances/salles/{session.venue_id}/", typed)
    session.occasion.refresh_from_db()
    assert "2 quai du Port" in session.occasion.place
    assert "2 quai du Port" in factories.peek(lambda mails: mails.get(to=person.email)).body
    entry = Entry.objects.get(verb="workshops.change_venue")
    desk.post(f"/historique/{entry.pk}/annuler/")
    session.occasion.refresh_from_db()
    assert "quai" not in session.occasion.place
    assert not factories.mails().filter(to=person.email, body__contains="quai").exists()


def test_a_room_is_withdrawn_and_offered_again(desk: Client, session: Session) -> None:
    desk.post(f"/seances/salles/{session.venue_id}/retirer/")
    assert "Retirée" in desk.get("/seances/salles/").content.decode()
    assert not desk.get("/seances/nouvelle/").context["form"].fields["venue"].queryset.exists()
    desk.post(f"/seances/salles/{session.venue_id}/remettre/")
    assert desk.get("/seances/nouvelle/").context["form"].fields["venue"].queryset.exists()
