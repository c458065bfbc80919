"""A session prepared, announced, changed by two people at once: what is told before, what is kept after."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import ActionError
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.foundation.seats.models import SignUp, Span
from etabli.foundation.ui.typography import full_day
from etabli.programme.diary.models import HalfDay
from etabli.programme.workshops import actions, session_changes
from etabli.programme.workshops.models import Session, Venue
from etabli.programme.workshops.session_forms import SessionForm, initial_of, typed_of
from tests import factories

type Fields = dict[str, Any]


@pytest.fixture
def desk(client: Client, membership: Membership) -> Client:
    return factories.become(client, membership=membership)


def sent(session: Session, adviser: Membership, **typed: Any) -> Fields:
    """What a browser sends of the form of this session, as it is now, with these fields typed; whatever the weekday of
    today, it agrees to a day on which nobody works."""
    viewer = of_membership(adviser)
    form = SessionForm(initial=initial_of(session), viewer=viewer, session=session, now=timezone.now())
    seen = typed_of(form)
    return {**seen, "seen": json.dumps(seen), "anyway": [typed.get("on", ""), typed.get("on_2", "")], **typed}


def shown(page: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def again(session: Session) -> Session:
    return Session.objects.select_related("occasion", "venue", "adviser", "theme").get(pk=session.pk)


def test_who_is_told_what_is_read_before_anybody_is(
    desk: Client, session: Session, membership: Membership
) -> None:
    seated = factories.person(session.chamber, name="Anne")
    by_phone = factories.person(session.chamber, name="Bruno", email="", phone="05 56 00 00 01")
    for person, status in (
        (seated, "seated"),
        (by_phone, "seated"),
        (factories.person(session.chamber), "waiting"),
    ):
        factories.sign_up(session.occasion, person, status)
    day = timezone.localdate(session.occasion.starts_at) + timedelta(days=3)
    typed = sent(session, membership, on=day.isoformat())
    page = desk.post(f"/seances/{session.pk}/modifier/", typed)
    text = shown(page)
    assert "2 personnes qui ont une place" in text
    assert "1 personne en attente" in text
    assert "05 56 00 00 01" in text
    assert again(session).occasion.starts_at == session.occasion.starts_at
    assert not Notice.objects.exists()
    letters = page.context["rehearsal"].letters
    desk.post(f"/seances/{session.pk}/modifier/", {**typed, "confirmed": "1"})
    assert timezone.localdate(again(session).occasion.starts_at) == day
    told = [(notice.title, notice.text) for notice in factories.shown(owner=seated.party)]
    [(letter, names)] = [each for each in letters if "Anne" in each[1]]
    mail = factories.peek(lambda mails: mails.get(to=seated.email))
    assert (letter.subject, letter.sender) == (mail.subject, mail.sender)
    lines = [piece.text for block in letter.blocks for line in block.lines for piece in line]
    assert lines[0] == "Bonjour Anne,"
    assert all(line in mail.body for line in lines if "le lien de chacun" not in line)
    assert any("Pourquoi cet e-mail" in line for line in lines)
    assert (told[0], names) == ((mail.subject, told[0][1]), ("Anne",))


def test_what_the_text_messages_cost_is_seen_before(
    desk: Client, session: Session, membership: Membership, settings: Any
) -> None:
    settings.SMS_URL, settings.SMS_PRICE = "http://127.0.0.1:9/send", Decimal("0.07")
    for phone in ("06 12 34 56 78", "06 12 34 56 79", "05 56 00 00 07"):
        factories.sign_up(session.occasion, factories.person(session.chamber, email="", phone=phone))
    page = desk.post(f"/seances/{session.pk}/modifier/", sent(session, membership, start="10:15"))
    assert "2 d’entre elles reçoivent aussi un SMS automatique : 0,14 €" in shown(page)


def test_back_to_the_form_keeps_what_was_typed(
    desk: Client, session: Session, membership: Membership
) -> None:
    factories.sign_up(session.occasion, factories.person(session.chamber))
    typed = sent(session, membership, start="10:15", edit_again="1")
    page = desk.post(f"/seances/{session.pk}/modifier/", typed)
    assert 'value="10:15"' in page.content.decode()
    assert not page.context["form"].errors


def test_two_advisers_at_once_lose_nothing(desk: Client, session: Session, membership: Membership) -> None:
    opened = sent(session, membership)
    by = of_membership(membership)
    other = Venue.objects.create(
        chamber=session.chamber, name="Ailleurs", commune=session.venue.commune, capacity=9
    )
    wanted = session_changes.plan_of(session)
    actions.change_session(
        session=session, wanted=replace(wanted, venue=other, capacity=9), by=by, at=timezone.now()
    )
    desk.post(f"/seances/{session.pk}/modifier/", {**opened, "note": "Clés à la mairie"})
    now = again(session)
    assert (now.venue, now.occasion.capacity, now.note) == (other, 9, "Clés à la mairie")
    page = desk.post(f"/seances/{session.pk}/modifier/", {**opened, "capacity": "7"})
    assert "« 9 »" in shown(page).replace("\u00a0", " ")
    assert 'value="7"' in page.content.decode()
    assert again(session).occasion.capacity == 9
    seen = page.context["seen"]
    desk.post(
        f"/seances/{session.pk}/modifier/",
        {**opened, "venue": other.pk, "note": "Clés à la mairie", "capacity": "7", "seen": seen},
    )
    assert again(session).occasion.capacity == 7


@pytest.mark.parametrize("seen", ["", "{", "[]", '{"capacity": 3}', '{"x": ["y"]}'])
def test_whatever_stands_in_the_place_of_what_was_seen(
    desk: Client, session: Session, membership: Membership, seen: str
) -> None:
    typed = sent(session, membership, note="Écrit", seen=seen)
    assert desk.post(f"/seances/{session.pk}/modifier/", typed).status_code in {200, 302}


def test_several_half_days_through_the_form(desk: Client, session: Session, membership: Membership) -> None:
    first = timezone.localdate(session.occasion.starts_at)
    later = first + timedelta(days=7)
    typed = sent(session, membership, on_2=later.isoformat(), start_2="14:00")
    desk.post(f"/seances/{session.pk}/modifier/", typed)
    spans = again(session).occasion.spans
    assert [timezone.localdate(span.start) for span in spans] == [first, later]
    assert set(HalfDay.objects.filter(released_at=None).values_list("on", "half")) == {
        (first, "am"), (later, "pm"),
    }  # fmt: skip
    page = desk.get(f"/ateliers/{session.pk}/")
    assert "puis" in shown(page)
    assert f'value="{later.isoformat()}"' in desk.get(f"/seances/{session.pk}/modifier/").content.decode()
    overlapping = sent(again(session), membership, on_2=first.isoformat(), start_2="10:00")
    assert "en même temps" in shown(desk.post(f"/seances/{session.pk}/modifier/", overlapping))


def test_once_the_first_half_day_began_the_later_ones_still_change(
    make: Callable[..., Session], adviser: Viewer
) -> None:
    session = make(starts_at=timezone.now().replace(microsecond=0) - timedelta(hours=1))
    first, at = session.occasion.spans[0], session.occasion.starts_at - timedelta(days=1)
    later = [Span(*(one + timedelta(days=days) for one in first)) for days in (7, 9)]
    plan = session_changes.plan_of(session)
    two = replace(plan, sittings=(first, later[0]), ends_at=later[0].end)
    actions.change_session(session=session, wanted=two, by=adviser, at=at)
    person = factories.person(session.chamber)
    factories.sign_up(session.occasion, person)
    now = timezone.now()
    moved = replace(two, sittings=(first, later[1]), ends_at=later[1].end)
    for wrong in (
        replace(two, capacity=3),
        replace(two, sittings=(first, Span(*(one + timedelta(hours=1, minutes=-30) for one in first)))),
        replace(plan, starts_at=later[0].start, ends_at=later[0].end),
    ):
        with pytest.raises(ActionError):
            actions.change_session(session=again(session), wanted=wrong, by=adviser, at=now)
    actions.change_session(session=again(session), wanted=moved, by=adviser, at=now)
    assert again(session).occasion.spans == [first, later[1]]
    assert full_day(later[1].start) in factories.shown(owner=person.party)[0].text
    with pytest.raises(ActionError):
        actions.change_session(session=again(session), wanted=two, by=adviser, at=later[1].start)


def test_a_draft_is_seen_by_the_chamber_alone_until_it_is_announced(
    desk: Client, session: Session, membership: Membership
) -> None:
    day = timezone.localdate(session.occasion.starts_at) + timedelta(days=1)
    desk.post("/seances/nouvelle/", sent(session, membership, on=day.isoformat(), draft="1"))
    draft = Session.objects.exclude(pk=session.pk).get()
    assert draft.is_draft
    assert HalfDay.objects.filter(on=day, released_at=None).exists()
    assert Client().get(f"/ateliers/{draft.pk}/").status_code == 404
    assert f"/ateliers/{draft.pk}/" not in Client().get("/ateliers/").content.decode()
    desk.post(f"/seances/{draft.pk}/annoncer/")
    assert Client().get(f"/ateliers/{draft.pk}/").status_code == 200


def test_a_copy_has_all_but_its_day(desk: Client, session: Session) -> None:
    Session.objects.update(note="Clés", closes_on=timezone.localdate())
    form = desk.get(f"/seances/nouvelle/?copy={session.pk}").context["form"]
    assert form["note"].value() == "Clés"
    assert form["theme"].value() == session.theme_id
    assert form["on"].value() is None
    assert form["closes_on"].value() is None


def test_two_advisers_hold_two_half_days(make: Callable[..., Session], membership: Membership) -> None:
    session, by = make(), of_membership(membership)
    colleague = factories.membership(session.chamber).user
    wanted = replace(session_changes.plan_of(session), co_advisers=(colleague,))
    actions.change_session(session=session, wanted=wanted, by=by, at=timezone.now())
    assert set(HalfDay.objects.filter(released_at=None).values_list("adviser", flat=True)) == {
        session.adviser_id, colleague.pk,
    }  # fmt: skip
    back = replace(wanted, co_advisers=())
    actions.change_session(session=again(session), wanted=back, by=by, at=timezone.now())
    assert HalfDay.objects.get(released_at=None).adviser_id == session.adviser_id


@pytest.mark.parametrize(
    ("fields", "is_open"),
    [
        ({"opens_on": 1}, False),
        ({"opens_on": 0}, True),
        ({"closes_on": 0}, True),
        ({"closes_on": -1}, False),
        ({"audience": "list"}, False),
        ({"audience": "project"}, True),
    ],
)
def test_the_public_signs_up_when_it_may_and_the_staff_always(
    session: Session, membership: Membership, fields: Fields, is_open: bool
) -> None:
    today = timezone.localdate()
    days = {name: today + timedelta(days=n) if isinstance(n, int) else n for name, n in fields.items()}
    Session.objects.filter(pk=session.pk).update(**days)
    who = {"name": "Zoé", "email": "zoe@example.org", "at": timezone.now()}
    if is_open:
        actions.sign_up_for_session(session=session, **who, by=Viewer.nobody())
    else:
        with pytest.raises(actions.SignUpNotOpen):
            actions.sign_up_for_session(session=session, **who, by=Viewer.nobody())
        actions.sign_up_for_session(session=session, **who, by=of_membership(membership))
    assert SignUp.objects.count() == 1
