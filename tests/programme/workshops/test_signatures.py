"""The tablet that goes round, the roll of each half-day: who signs, who came late, what is taken back."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from etabli.foundation.journal import ActionError, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.parties import PartyKind
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions as seats
from etabli.foundation.seats.models import Occasion, SignUp, Span, times_of
from etabli.programme.workshops import actions
from etabli.programme.workshops.engine.short_names import short_names
from etabli.programme.workshops.models import Attendance, Session, TrainerSignature
from tests import factories
from tests.armed import ArmedClient

WAVE = [[[x, 100 + (x * 7) % 60] for x in range(20, 560, 10)]]
DRAWN = {"strokes": json.dumps(WAVE), "typed": ""}


@pytest.fixture
def halves(under_way: Session) -> Session:
    """Two half-days: one under way, one tomorrow."""
    first = under_way.occasion.spans[0]
    later = Span(first.start + timedelta(days=1), first.end + timedelta(days=1))
    Occasion.objects.filter(pk=under_way.occasion_id).update(**times_of([first, later]))
    under_way.occasion.refresh_from_db()
    return under_way


@pytest.fixture
def tablet(membership: Membership, under_way: Session) -> Client:
    """The adviser's tablet, handed over for the first half-day."""
    return factories.hand_over(factories.become(ArmedClient(), membership=membership), under_way)


def come(session: Session, name: str = "Marie Exemple") -> SignUp:
    return factories.sign_up(session.occasion, factories.person(session.chamber, name=name))


def to(page: str, session: Session, *more: int) -> str:
    return reverse(f"workshops:{page}", args=[session.pk, *more])


def test_somebody_signs_for_the_half_day_and_is_present(
    desk: Client, tablet: Client, halves: Session
) -> None:
    row = come(halves)
    shown = tablet.get(to("kiosk", halves, 1)).content.decode()
    assert "Marie E." in shown
    assert "Exemple" not in shown, "no whole name, no address on a screen that goes round"
    assert row.person.email not in shown
    assert "<nav" not in shown
    pad = tablet.get(to("sign", halves, 1, row.pk)).content.decode()
    assert "data-pad" in pad
    assert "Exemple" not in pad, "whoever touches a name that is not theirs learns nothing"
    answer = tablet.post(to("sign", halves, 1, row.pk), DRAWN)
    assert answer.headers["Location"] == f"{to('kiosk', halves, 1)}?signe"
    thanks = tablet.get(answer.headers["Location"]).content.decode()
    assert "Passez la tablette à la personne suivante" in thanks
    kept = Attendance.objects.get()
    assert (kept.half, kept.present, kept.signature) == (1, True, WAVE)
    again = tablet.post(to("sign", halves, 1, row.pk), {"strokes": "", "typed": "Une autre"})
    assert again.status_code == 302, "sent twice on a slow network: nothing to say"
    assert tablet.get(to("sign", halves, 1, row.pk)).status_code == 302, "Back shows no pad again"
    kept.refresh_from_db()
    assert kept.signature == WAVE
    assert "A signé" in desk.get(to("desk", halves)).content.decode()


def test_the_journal_names_the_tablet_and_who_opened_it(tablet: Client, under_way: Session) -> None:
    row = come(under_way)
    tablet.post(to("sign", under_way, 1, row.pk), DRAWN)
    entry = Entry.objects.get(verb="workshops.sign")
    assert entry.actor_name == f"la tablette ouverte par {under_way.adviser.name}"
    assert entry.actor.kind == PartyKind.KIOSK
    assert entry.chamber_id == under_way.chamber_id


def test_an_adviser_signs_for_nobody_from_her_own_session(desk: Client, under_way: Session) -> None:
    row = come(under_way)
    assert desk.get(to("kiosk", under_way, 1)).status_code == 403
    assert desk.post(to("sign", under_way, 1, row.pk), DRAWN).status_code == 403
    assert not Attendance.objects.exists()


def test_without_script_one_signs_by_typing_their_name(tablet: Client, under_way: Session) -> None:
    row = come(under_way)
    tablet.post(to("sign", under_way, 1, row.pk), {"strokes": "", "typed": " Marie Exemple "})
    assert Attendance.objects.get().signature == "Marie Exemple"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"strokes": "", "typed": ""}, "Signez dans le cadre"),
        ({"strokes": "[]", "typed": ""}, "Signez dans le cadre"),
        ({"strokes": "[[[1, 1], [2, 2]]]", "typed": ""}, "signez plus grand"),
        ({"strokes": "[[[1, 1], [900, 2]]]", "typed": ""}, "n’a pas pu être lu"),
        ({"strokes": "nonsense", "typed": ""}, "n’a pas pu être lu"),
        ({"strokes": json.dumps([WAVE[0]] * 90), "typed": ""}, "trop de traits"),
    ],
)
def test_what_is_no_signature_is_told_and_kept_on_the_screen(
    tablet: Client, under_way: Session, given: dict[str, str], said: str
) -> None:
    row = come(under_way)
    answer = tablet.post(to("sign", under_way, 1, row.pk), given)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Attendance.objects.exclude(signed_at=None).exists()


def test_nobody_signs_before_the_day_for_another_half_day_or_elsewhere(
    desk: Client, tablet: Client, halves: Session
) -> None:
    row = come(halves)
    text = desk.post(to("kiosk_open", halves, 2), {"pin": "2580", "again": "2580"})
    assert text.status_code == 409, "no tablet before the day"
    assert desk.get(to("kiosk_open", halves, 3)).status_code == 404
    for half in (2, 3):
        assert tablet.get(to("kiosk", halves, half)).status_code == 403
        assert tablet.post(to("sign", halves, half, row.pk), DRAWN).status_code == 403
    waiting = factories.sign_up(halves.occasion, factories.person(halves.chamber), "waiting")
    assert tablet.post(to("sign", halves, 1, waiting.pk), DRAWN).status_code == 403
    assert not Attendance.objects.exists()


def test_the_act_itself_refuses_another_half_day(tablet: Client, halves: Session) -> None:
    row = come(halves)
    kiosk = tablet.get(to("kiosk", halves, 1)).wsgi_request.viewer  # type: ignore[attr-defined]  # see access.Request
    with pytest.raises(NotAllowed):
        actions.sign_half_day(
            sign_up=row, half=2, signature=WAVE, by=kiosk, at=halves.occasion.spans[1].start
        )


def test_a_signature_taken_off_is_gone_and_made_again(
    desk: Client, tablet: Client, under_way: Session
) -> None:
    row = come(under_way)
    tablet.post(to("sign", under_way, 1, row.pk), DRAWN)
    mark = to("mark", under_way, row.pk, 1)
    assert desk.post(mark, {"present": "no"}).status_code == 409, "who signed was there"
    desk.post(to("take_signature_off", under_way, row.pk, 1))
    kept = Attendance.objects.get()
    assert (kept.present, kept.signature, kept.signed_at) == (True, None, None)
    assert "signature manquante" in desk.get(to("desk", under_way)).content.decode()
    tablet.post(to("sign", under_way, 1, row.pk), {"strokes": "", "typed": "Marie Exemple"})
    kept.refresh_from_db()
    assert kept.signature == "Marie Exemple"


def test_a_mark_under_a_signature_is_not_taken_back(under_way: Session, adviser: Viewer) -> None:
    row, at = come(under_way), under_way.occasion.starts_at
    actions.mark_presence(sign_up=row, present=True, by=adviser, at=at)
    entry = Entry.objects.get(verb="workshops.mark")
    actions.sign_half_day(sign_up=row, half=1, signature=WAVE, by=adviser, at=at)
    with pytest.raises(ActionError):
        undo(entry=entry, by=adviser, at=at)
    with pytest.raises(seats.PresenceMarked):
        seats.withdraw(sign_up=row, by=adviser, at=at)


@pytest.mark.parametrize("present", [None, False])
def test_the_database_itself_holds_that_who_signed_was_there(
    under_way: Session, present: bool | None
) -> None:
    row = come(under_way)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(sign_up=row, present=present, signed_at=under_way.occasion.starts_at)


def test_presence_in_a_second_half_day_protects_the_place(halves: Session, adviser: Viewer) -> None:
    row, at = come(halves), halves.occasion.spans[1].start
    actions.mark_presence(sign_up=row, present=False, half=2, by=adviser, at=at)
    with pytest.raises(seats.PresenceMarked):
        seats.withdraw(sign_up=row, by=adviser, at=at)
    actions.mark_presence(sign_up=row, present=None, half=2, by=adviser, at=at)
    seats.withdraw(sign_up=row, by=adviser, at=at)


def test_the_trainer_signs_each_half_day_and_signs_again(
    desk: Client, halves: Session, membership: Membership
) -> None:
    page = to("sign_as_trainer", halves, 1)
    assert membership.user.name in desk.get(page).content.decode()
    desk.post(page, DRAWN)
    desk.post(page, {"strokes": "", "typed": "Claire Exemple"})
    assert TrainerSignature.objects.get().signature == "Claire Exemple"


def test_all_present_in_one_act_and_back(desk: Client, halves: Session) -> None:
    absent = come(halves)
    desk.post(to("mark", halves, absent.pk, 1), {"present": "no"})
    others = [come(halves, f"Personne {rank}") for rank in range(3)]
    desk.post(to("all_present", halves, 1))
    assert set(Attendance.objects.filter(present=True, half=1).values_list("sign_up", flat=True)) == {
        row.pk for row in others
    }
    desk.post(f"/historique/{Entry.objects.get(verb='workshops.mark_all').pk}/annuler/")
    assert not Attendance.objects.filter(present=True).exists()
    assert Attendance.objects.get(sign_up=absent).present is False
    assert desk.post(to("all_present", halves, 2)).status_code == 409, "tomorrow has not come"


def test_who_comes_late_now_and_whose_hour_is_typed_afterwards(desk: Client, under_way: Session) -> None:
    row = come(under_way)
    desk.post(to("mark", under_way, row.pk, 1), {"present": "late"})
    kept = Attendance.objects.get()
    assert kept.present is True
    assert kept.arrived_at is not None
    assert abs(kept.arrived_at - datetime.now(UTC)) < timedelta(minutes=5)
    over = Occasion.objects.filter(pk=under_way.occasion_id)
    start = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    over.update(starts_at=start, ends_at=start + timedelta(hours=3, minutes=30))
    page = to("late", under_way, row.pk, 1)
    assert desk.post(to("mark", under_way, row.pk, 1), {"present": "late"}).headers["Location"] == page
    assert "dans la demi-journée" in desk.post(page, {"arrived": "15:00"}).content.decode()
    desk.post(page, {"arrived": "09:40"})
    kept.refresh_from_db()
    assert kept.arrived_at == start + timedelta(minutes=40)
    assert (
        "arrivée à 9\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}40"
        in desk.get(to("desk", under_way)).content.decode()
    )


def test_a_walk_in_is_seated_in_the_half_day_of_the_day(desk: Client, halves: Session) -> None:
    desk.post(to("walk_in", halves, 1), {"name": "Léa Exemple", "contact": ""})
    kept = Attendance.objects.get()
    assert (kept.half, kept.present) == (1, True)
    assert desk.post(to("walk_in", halves, 2), {"name": "Luc", "contact": ""}).status_code == 200
    assert Attendance.objects.count() == 1


def test_each_half_day_has_its_roll_on_the_desk(desk: Client, halves: Session) -> None:
    row = come(halves)
    desk.post(to("mark", halves, row.pk, 1), {"present": "yes"})
    page = to("desk", halves)
    assert desk.get(page).context["roll"].half.number == 1
    second = desk.get(page, {"demi-journee": "2"})
    assert (second.context["roll"].half.number, second.context["can_mark"]) == (2, False)
    assert second.context["roll"].unmarked == 1
    assert desk.get(page, {"demi-journee": "x"}).status_code == 200


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["Marie Dupont", "Ali"], ["Marie D.", "Ali"]),
        (["DUPONT Marie", "Marie-Claire de La Tour"], ["Marie D.", "Marie-Claire T."]),
        (["Marie Dupont", "Marie Durand", "Luc B"], ["Marie Dupont", "Marie Durand", "Luc B."]),
        (["ALI DUPONT", ""], ["ALI D.", ""]),
    ],
)
def test_what_people_are_called_on_the_tablet(names: list[str], short: list[str]) -> None:
    assert short_names(names) == short


@pytest.mark.parametrize("number", [1, 3])
def test_the_tablet_takes_the_same_statements_whatever_the_room(
    tablet: Client, under_way: Session, number: int, django_assert_num_queries: Any
) -> None:
    for rank in range(number):
        come(under_way, f"Personne {rank}")
    with django_assert_num_queries(5):
        tablet.get(to("kiosk", under_way, 1))
