"""Who is in a group, and who of it may be written to."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from etabli.foundation.notices.actions import silence_for
from etabli.foundation.notify.models import Unreachable
from etabli.foundation.people.actions import withdraw_consent
from etabli.foundation.people.models import Consent, Person
from etabli.foundation.seats.models import SignUp
from etabli.programme.outreach.actions.segments import AlreadyStated, state_notice
from etabli.programme.outreach.engine.audience import Why
from etabli.programme.outreach.engine.criteria import Criteria
from etabli.programme.outreach.models import Recipient
from etabli.programme.outreach.notices import INVITATIONS
from etabli.programme.outreach.queries import segments as queries
from etabli.territory.places.models import Road
from tests import factories as make
from tests.factories import AT
from tests.programme.trip import Trip

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=60)


def names(trip: Trip, **asked: Any) -> set[str]:
    found = queries.members(trip.chamber.pk, Criteria(**asked), LATER)
    assert len(found) == len({person.pk for person in found})  # nobody twice
    return {person.name for person in found}


def test_where_and_in_which_trade(trip: Trip) -> None:
    anna, paul = trip.person(name="Anna"), trip.person(trip.blaye, name="Paul")
    make.person(trip.chamber, name="Sans métier")
    trip.person(of=trip.neighbour, name="D’à côté")
    for person, code in ((anna, "1071CZ"), (paul, "9602AB")):
        person.artisan.trade_code = code
        person.artisan.save()
    assert names(trip) == {"Anna", "Paul", "Sans métier"}
    assert names(trip, epcis=(trip.blaye.epci_id,)) == {"Paul"}
    assert names(trip, commune="33314") == {"Anna"}
    assert names(trip, trades=("9602AB",)) == {"Paul"}
    assert names(trip, sectors=("ALIMENTATION",)) == {"Anna"}
    assert names(trip, sectors=("ALIMENTATION",), trades=("9602AB",)) == {"Anna", "Paul"}
    assert names(trip, commune="33314", minutes=60) == {"Anna"}  # no road leads to Blaye
    Road.objects.create(a=trip.pauillac, b=trip.blaye, km=20)
    assert names(trip, commune="33314", minutes=60) == {"Anna", "Paul"}


def test_where_somebody_is_on_the_way(trip: Trip) -> None:
    absent, came, helped = (trip.person(name=name) for name in ("Absent", "Venue", "Aidé"))
    visible = trip.session()
    trip.sign_up(visible, absent, present=False)
    trip.sign_up(visible, came, present=True)
    trip.sign_up(trip.session(days=11, theme=trip.themes[1]), helped, present=True)
    trip.reported(trip.booked(helped))
    make.sign_up(trip.session(days=12).occasion, trip.person(name="En attente"), "waiting")
    trip.wish(trip.person(name="Demande"), kind="theme", theme_code="loyalty")
    assert names(trip, step="absent") == {"Absent", "En attente"}
    assert names(trip, step="came") == {"Venue", "Aidé"}
    assert names(trip, step="came", theme="visible") == {"Venue"}
    assert names(trip, step="never", theme="visible") == {"Aidé"}
    assert names(trip, step="alone") == {"Venue"}
    assert names(trip, step="supported") == {"Aidé"}
    assert names(trip, step="waiting") == {"En attente"}
    assert names(trip, step="wish", theme="loyalty") == {"Demande"}
    assert names(trip, step="wish", theme="visible") == set()


def test_of_whom_nothing_was_heard(trip: Trip, sent: Callable[..., Any]) -> None:
    trip.person(name="Silencieux")
    trip.sign_up(trip.session(), trip.person(name="Inscrite"))
    assert names(trip, quiet_months=3) == {"Silencieux"}
    assert names(trip, quiet_months=1) == {"Silencieux", "Inscrite"}


def why_of(trip: Trip, person: Person, at: Any = AT) -> Any:
    place = queries.audience_of_one(trip.adviser, person, at=at)
    return place.why or place.ground


def test_nobody_is_written_to_without_a_ground(trip: Trip) -> None:
    person = trip.person()
    taken = trip.sign_up(trip.session(days=-10, since=AT - timedelta(days=20)), person, present=True)
    assert why_of(trip, person) is Why.NO_GROUND  # nobody stated that people are told
    day = taken.signed_up_at.date()
    notice = state_notice(chamber=trip.chamber, since_on=day + timedelta(days=1), by=trip.manager, at=AT)
    assert why_of(trip, person) is Why.NO_GROUND  # they signed up before
    notice.since_on = day
    notice.save()
    assert why_of(trip, person) == "participant"
    assert why_of(trip, person, AT + timedelta(days=36 * 30)) is Why.NO_GROUND
    with pytest.raises(AlreadyStated):
        state_notice(chamber=trip.chamber, since_on=date(2027, 1, 1), by=trip.manager, at=AT)


def test_a_refusal_holds_whatever_the_ground(trip: Trip, agreed: Callable[..., Person]) -> None:
    person = agreed()
    assert why_of(trip, person) == "consent"
    said: dict[str, Any] = {"person": person, "codes": [INVITATIONS.code], "by": trip.adviser, "at": AT}
    silence_for(**said, silent=True)
    assert why_of(trip, person) is Why.REFUSED
    silence_for(**said, silent=False)
    assert why_of(trip, person) == "consent"
    withdraw_consent(consent=Consent.objects.get(person=person), by=trip.adviser, at=AT)
    assert why_of(trip, person) is Why.REFUSED


def test_an_address_that_no_mail_reaches_is_left_out(trip: Trip, agreed: Callable[..., Person]) -> None:
    person = agreed(email="Anna@example.org")
    Unreachable.objects.create(address="anna@example.org", trouble="unknown", since=AT)
    assert why_of(trip, person) is Why.UNREACHABLE
    person.email = ""
    person.save()
    assert why_of(trip, person) is Why.NO_EMAIL


def test_nobody_gets_two_within_a_fortnight(
    trip: Trip, agreed: Callable[..., Person], sent: Callable[..., Any]
) -> None:
    person = agreed()
    first = sent()
    Recipient.objects.filter(mailing=first, person=person).update(written_at=AT, status="written")
    assert why_of(trip, person, AT + timedelta(days=13)) is Why.LATELY
    assert why_of(trip, person, AT + timedelta(days=14)) == "consent"


@pytest.mark.parametrize("number", [1, 3])
def test_a_group_costs_the_same_whatever_its_size(
    trip: Trip, agreed: Callable[..., Person], number: int, django_assert_num_queries: Any
) -> None:
    for _rank in range(number):
        agreed()
    asked = Criteria(epcis=(trip.pauillac.epci_id,), step="", quiet_months=3)
    with django_assert_num_queries(2):
        found = queries.audience_of(trip.adviser, asked, at=AT)
    assert len(found.kept) == number


def test_others_see_no_group(trip: Trip, draft: Callable[..., Any], agreed: Callable[..., Person]) -> None:
    person, mailing = agreed(), draft()
    for viewer in (trip.next_door, make.artisan(person)):
        assert queries.audience_of(viewer, Criteria(), at=AT).places == ()
        assert queries.segments(viewer) == []
        with pytest.raises(queries.NotVisible):
            queries.get_segment(viewer, mailing.segment_id)
        with pytest.raises(queries.NotVisible):
            queries.audience_of_one(viewer, person, at=AT)


def test_who_is_signed_up_already_is_left_out_whatever_the_address(
    trip: Trip, agreed: Callable[..., Person], draft: Callable[..., Any]
) -> None:
    session, other = trip.session(days=90), trip.session(days=91)
    seated, joined, _free = (agreed(name=name) for name in ("Anna", "Zoé", "Paul"))
    make.sign_up(session.occasion, seated)
    make.sign_up(session.occasion, trip.person(name="Z. par téléphone", email="", merged_into=joined))

    def why(*announced: int) -> dict[str, Any]:
        mailing = draft(session_ids=list(announced))
        places = queries.audience_of(trip.adviser, Criteria(), at=AT, mailing=mailing).places
        return {place.candidate.name: place.why for place in places}

    assert why(session.pk) == {"Anna": Why.SEATED, "Zoé": Why.SEATED, "Paul": None}
    assert why(session.pk, other.pk)["Anna"] is None, "the other session is news to them"
    assert why()["Anna"] is None
    SignUp.objects.filter(person=seated).update(status="withdrawn")
    assert why(session.pk)["Anna"] is None
