"""Leave, meetings and the like: they take half-days, and give them back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.diary.actions import CrossedOut, HalfDayTaken, add_diary_entry, cross_out, hold_half_day
from etabli.programme.diary.models import DiaryEntry, HalfDay
from etabli.programme.diary.queries import free_half_days
from etabli.programme.support.actions import book
from etabli.programme.workshops.models import Session
from tests import factories

MONDAY = date(2027, 1, 11)
NINE = datetime(2027, 1, 11, 8, tzinfo=UTC)  # in Paris


def noted(membership: Membership, start: datetime = NINE, hours: int = 1, **fields: Any) -> DiaryEntry:
    values = {"kind": "meeting", "title": "Commission", **fields}
    ends_at = start + timedelta(hours=hours)
    by = of_membership(membership)
    return add_diary_entry(
        adviser=membership.user, starts_at=start, ends_at=ends_at, **values, by=by, at=factories.AT
    )


def free(adviser: Viewer, membership: Membership) -> set[tuple[date, str]]:
    return set(free_half_days(adviser, membership.user, MONDAY, MONDAY + timedelta(days=1)))


def test_a_meeting_takes_its_half_day_and_gives_it_back(membership: Membership, adviser: Viewer) -> None:
    entry = noted(membership)
    assert (MONDAY, "am") not in free(adviser, membership)
    cross_out(entry=entry, by=adviser, at=factories.AT)
    assert (MONDAY, "am") in free(adviser, membership)
    undo(entry=Entry.objects.get(verb="diary.cross_out"), by=adviser, at=factories.AT)
    assert (MONDAY, "am") not in free(adviser, membership)
    cross_out(entry=DiaryEntry.objects.get(), by=adviser, at=factories.AT)
    with pytest.raises(CrossedOut):
        cross_out(entry=DiaryEntry.objects.get(), by=adviser, at=factories.AT)


def test_leave_of_some_days_takes_all_of_their_halves(membership: Membership, adviser: Viewer) -> None:
    midnight = timezone.make_aware(datetime(2027, 1, 11))
    entry = noted(membership, midnight, hours=48, kind="leave", title="")
    assert free(adviser, membership) == set()
    assert entry.half_days.count() == 4
    assert entry.is_whole_days


def test_two_meetings_of_one_morning_share_it_unless_they_overlap(
    membership: Membership, adviser: Viewer
) -> None:
    first, second = noted(membership), noted(membership, NINE + timedelta(hours=2))
    assert HalfDay.objects.filter(released_at=None).count() == 1
    with pytest.raises(HalfDayTaken, match="Commission"):
        noted(membership, NINE + timedelta(hours=1), hours=2)
    cross_out(entry=first, by=adviser, at=factories.AT)
    assert (MONDAY, "am") not in free(adviser, membership), "the other one still stands"
    cross_out(entry=second, by=adviser, at=factories.AT)
    assert (MONDAY, "am") in free(adviser, membership)


def test_nothing_is_noted_over_a_half_day_that_is_held(membership: Membership, adviser: Viewer) -> None:
    hold_half_day(adviser=membership.user, on=MONDAY, half="am", what="Atelier", by=adviser, at=factories.AT)
    with pytest.raises(HalfDayTaken, match="Atelier"):
        noted(membership)
    entry = noted(membership, NINE + timedelta(hours=6))
    with pytest.raises(HalfDayTaken):
        hold_half_day(adviser=membership.user, on=MONDAY, half="pm", what="X", by=adviser, at=factories.AT)
    assert entry.half_days.get().half == "pm"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"until": "2026-01-01"}, "avant le début"),
        ({"until": "2099-01-01"}, "très loin"),
        ({"part": "hours"}, "les deux heures"),
        ({"start": "16:00", "end": "17:00"}, "Vous avez écrit des heures"),
        ({"on": "2126-12-24"}, "Oui, en 2126"),
        ({"part": "hours", "start": "11:00", "end": "10:00"}, "avant le début"),
        ({"part": "am", "until": "tomorrow"}, "date"),
    ],
)
def test_what_is_wrong_is_told_and_kept(
    client: Client, membership: Membership, typed: dict[str, str], said: str
) -> None:
    desk = factories.become(client, membership=membership)
    on = (timezone.localdate() + timedelta(days=40)).isoformat()
    sent = {"kind": "leave", "title": "Vacances", "on": on, "part": "day", "adviser": membership.user_id}
    page = desk.post("/semaine/noter/", {**sent, **typed}).content.decode()
    assert said in page
    assert "Vacances" in page
    assert not DiaryEntry.objects.exists()


def test_a_neighbour_reads_and_crosses_out_nothing(
    client: Client, membership: Membership, neighbour: Membership
) -> None:
    entry = noted(membership)
    other = factories.become(client, membership=neighbour)
    assert other.post(f"/semaine/notes/{entry.pk}/rayer/").status_code == 404
    assert other.get(f"/semaine/?du=2027-01-11&qui={membership.user_id}").status_code == 404
    assert "Commission" not in other.get("/semaine/?du=2027-01-11").content.decode()


def test_the_history_keeps_no_title(membership: Membership) -> None:
    noted(membership, title="Rendez-vous chez le médecin")
    [entry] = Entry.objects.filter(verb="diary.note")
    assert "médecin" not in entry.subject_label
    assert "11\xa0janvier" in entry.subject_label


def test_leave_over_a_session_leads_to_it_and_to_giving_it_away(
    client: Client, session: Session, membership: Membership
) -> None:
    desk = factories.become(client, membership=membership)
    on = timezone.localdate(session.occasion.starts_at)
    sent = {"kind": "leave", "on": on.isoformat(), "part": "day", "adviser": membership.user_id}
    page = desk.post("/semaine/noter/", {**sent, "anyway": on.isoformat()}).content.decode()
    assert not DiaryEntry.objects.exists()
    assert f'href="/seances/{session.pk}/"' in page
    assert f'href="/seances/{session.pk}/modifier/#id_adviser"' in page
    assert 'id="id_adviser"' in desk.get(f"/seances/{session.pk}/modifier/").content.decode()


def test_a_far_year_is_noted_once_it_is_agreed_to(client: Client, membership: Membership) -> None:
    desk = factories.become(client, membership=membership)
    sent = {"kind": "leave", "on": "2126-12-24", "part": "day", "adviser": membership.user_id}
    desk.post("/semaine/noter/", {**sent, "anyway": "year/2126"})
    assert DiaryEntry.objects.get().half_days.count() == 2


def test_what_stands_in_the_way_leads_to_where_it_is_moved_or_crossed_out(
    client: Client, membership: Membership, adviser: Viewer
) -> None:
    noted(membership, title="Point budget")
    with time_machine.travel(factories.AT, tick=False):
        appointment = book(
            person=factories.person(membership.organisation, name="Josiane R."),
            wish=None,
            adviser=membership.user,
            on=MONDAY,
            half="pm",
            place="Chez elle",
            by=adviser,
            at=factories.AT,
        )
        desk = factories.become(client, membership=membership)
        sent = {"kind": "leave", "on": MONDAY.isoformat(), "part": "day", "adviser": membership.user_id}
        page = desk.post("/semaine/noter/", sent).content.decode()
    assert f'href="/accompagnement/{appointment.pk}/deplacer/"' in page
    assert f'href="/semaine/?du=2027-01-11&amp;qui={membership.user_id}"' in page
    assert "Point budget" in page
