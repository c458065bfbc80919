"""All that is held of somebody is found, and nothing of anybody else."""

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.test.utils import CaptureQueriesContext

from etabli.foundation.journal.models import Entry
from etabli.foundation.own_data.holdings import (
    Holding,
    declared_owners,
    holdings,
    of_person,
    of_user,
    of_viewer,
    owner_model,
)
from etabli.foundation.parties import NOBODY
from etabli.foundation.parties.models import Party
from etabli.foundation.people.actions import correct_person
from etabli.foundation.people.models import Person, Role, User
from tests import factories as make
from tests.programme.trip import Trip

pytestmark = pytest.mark.django_db


def found(held: list[Holding]) -> dict[str, set[object]]:
    rows: dict[str, set[object]] = {}
    for one in held:
        rows.setdefault(one.owned.model._meta.label, set()).update(one.ids)
    return rows


def test_each_declared_owner_leads_somewhere() -> None:
    faults = []
    for owned in declared_owners():
        label = f"{owned.model._meta.label}, {owned.owner_rule!r}"
        try:
            if owned.found_by == "path" and owner_model(owned) not in (Person, User, Party):
                faults.append(f"{label}: ends neither at a Person, a User nor a Party")
            if owned.found_by in {"person", "row", "e-mail"}:
                owned.model._base_manager.filter(**{owned.path: None}).exists()
        except FieldDoesNotExist as wrong:
            faults.append(f"{label}: {wrong}")
        if owned.found_by not in {"path", "e-mail", "person", "file", "row", "about", "copy"}:
            faults.append(f"{label}: no such way")
    assert not faults, "\n".join(faults)


def test_a_person_holds_what_their_trip_left_and_nothing_of_the_others() -> None:
    trip = Trip()
    anna, other = trip.person(name="Anna"), trip.person(name="Other")
    neighbour = trip.person(of=trip.neighbour, name="Anna")
    session = trip.session()
    for one in (anna, other):
        trip.sign_up(session, one, present=True)
        trip.reported(trip.booked(one, half="am" if one is anna else "pm", wish=trip.wish(one)))
        correct_person(person=one, name=one.name, phone="05 00", by=make.artisan(one), at=make.AT)
    make.mails()  # those that are written when they leave
    hers, theirs = found(holdings(of_person(anna))), found(holdings(of_person(other)))
    assert hers.keys() == theirs.keys()
    assert {"people.Person", "seats.SignUp", "support.Appointment", "workshops.Attendance"} <= hers.keys()
    assert {"demand.Wish", "register.Artisan", "people.SecretLink", "notify.Message"} <= hers.keys()
    assert not [label for label in hers if hers[label] & theirs[label]]
    assert "diary.HalfDay" not in hers
    assert found(holdings(of_person(neighbour))).keys() == {
        "people.Person",
        "parties.Party",
        "register.Artisan",
    }


def test_an_entry_about_a_row_of_theirs_is_theirs_even_when_the_row_is_gone() -> None:
    chamber = make.chamber()
    anna = make.person(chamber)
    link = make.link(anna)
    correct_person(person=anna, name="A", phone="", by=make.artisan(anna), at=make.AT)
    kept = set(Entry.objects.values_list("pk", flat=True))
    Entry.objects.create(
        at=make.AT, verb="people.revoke_link", actor=anna.party, role="artisan",
        subject_type="people.secretlink", subject_id=str(link.pk),
    )  # fmt: skip
    by_staff = Entry.objects.create(
        at=make.AT, verb="people.revoke_link", actor=make.user().party, role="adviser",
        subject_type="people.secretlink", subject_id=str(link.pk),
    )  # fmt: skip
    link.delete()
    hers = found(holdings(of_person(anna)))["journal.Entry"]
    assert kept <= hers
    assert by_staff.pk in hers


def test_what_they_did_to_what_is_shared_does_not_make_it_theirs() -> None:
    chamber = make.chamber()
    anna, shared = make.person(chamber), make.occasion(chamber)
    about = {
        "at": make.AT,
        "verb": "x",
        "role": "x",
        "subject_type": "seats.occasion",
        "subject_id": shared.pk,
    }
    own = Entry.objects.create(actor=anna.party, **about)
    Entry.objects.create(actor_id=NOBODY, **about)
    assert found(holdings(of_person(anna)))["journal.Entry"] == {own.pk}


def test_an_account_goes_with_its_person_unless_it_serves_in_another_role() -> None:
    chamber = make.chamber()
    alone, member = make.user(), make.user()
    make.membership(make.association(), Role.MEMBER, of=member)
    artisan = make.person(chamber, user=alone)
    double = make.person(chamber, user=member)
    assert found(holdings(of_person(artisan)))["people.User"] == {alone.pk}
    assert "people.User" not in found(holdings(of_person(double)))
    assert "people.Person" not in found(holdings(of_user(member)))
    assert of_viewer(make.artisan(double)) == of_person(double)


def test_the_number_of_statements_does_not_grow_with_what_there_is() -> None:
    trip = Trip()
    anna = trip.person()
    counts = []
    for _more in range(2):
        trip.sign_up(trip.session(days=11 + _more), anna)
        trip.wish(anna)
        with CaptureQueriesContext(
            connection,
        ) as sent:
            holdings(of_person(anna))
        counts.append(len(sent))
    assert counts[0] == counts[1]
    assert counts[0] <= len(declared_owners()) + 4
