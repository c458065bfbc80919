"""A copy made by the staff holds what they read on the ordinary pages, and nothing else; the person is told of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model
from django.http import Http404
from django.utils import timezone

from etabli.community.forum.queries import get_thread
from etabli.community.market.queries import get_ad
from etabli.foundation.files.models import StoredFile
from etabli.foundation.journal.models import Entry
from etabli.foundation.notify.queries import outbox
from etabli.foundation.own_data.copying import copy_of
from etabli.foundation.own_data.holdings import declared_owners, holdings, of_person
from etabli.foundation.own_data.queries import erasures_waiting
from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.queries import get_merging, get_person, links_in_force
from etabli.foundation.people.rules import may_agree
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.queries import get_message, get_sign_up
from etabli.procurement.briefs.queries import get_brief
from etabli.procurement.quotes.queries import get_further, get_quote
from etabli.programme.demand.queries import wishes_of_person
from etabli.programme.diagnosis.queries import answers_of_person
from etabli.programme.funding.queries.documents import get_document
from etabli.programme.funding.queries.files import files_of, is_given_up
from etabli.programme.journeys.contacts import notes_about
from etabli.programme.journeys.queries import journey_of, milestones_of
from etabli.programme.outreach.queries.kit_sendings import get_sending
from etabli.programme.outreach.queries.mailings import written_to
from etabli.programme.showcase.queries import story_for_staff
from etabli.programme.support.queries import get_appointment, get_follow_up
from etabli.programme.surveys.session_answers import get_sheet
from etabli.programme.visibility.calendar.queries import calendar_beside
from etabli.programme.visibility.campaigns.queries import campaigns_beside
from etabli.programme.visibility.checks.queries import checks_beside, steps_of
from etabli.programme.workshops.queries import get_venue
from etabli.territory.register.queries import artisan_of
from etabli.territory.register.records import get_business
from etabli.territory.relays.queries import get_contact, get_link, get_relay
from tests import factories as make
from tests.foundation.own_data.filled import Filled
from tests.foundation.own_data.test_copy import Opened

pytestmark = pytest.mark.django_db
STAFF = ("adviser", "manager", "on both sides")

# How the ordinary pages answer for a row of each model that the staff's copy may hold. Nothing else may be in it.
READ: dict[str, Callable[[Viewer, Any], Any]] = {
    "people.Person": lambda viewer, row: get_person(viewer, row.pk),
    "people.SecretLink": lambda viewer, row: row in links_in_force(viewer, row.person, timezone.now()),
    "people.Consent": may_agree,
    "people.Merging": lambda viewer, row: get_merging(viewer, row.pk),
    "notify.Message": lambda viewer, row: outbox(viewer).filter(pk=row.pk).exists(),
    "notify.Unreachable": lambda viewer, row: get_person(viewer, Person.objects.get(email=row.address).pk),
    "own_data.Erasure": lambda viewer, row: row in [one for one, _person in erasures_waiting(viewer)] or row.done_at,
    "seats.SignUp": lambda viewer, row: get_sign_up(viewer, row.pk),
    "seats.StaffMessage": lambda viewer, row: get_message(viewer, row.pk),
    "seats.StaffMessageReader": lambda viewer, row: get_message(viewer, row.message_id),
    "relays.RelayContact": lambda viewer, row: get_contact(viewer, row.pk),
    "relays.ContactNote": lambda viewer, row: get_relay(viewer, row.relay_id),
    "relays.RelayLink": lambda viewer, row: get_link(viewer, row.pk),
    "register.Artisan": lambda viewer, row: artisan_of(viewer, row.person) == row,
    "register.Business": lambda viewer, row: get_business(viewer, row.pk),
    "register.BusinessNote": lambda viewer, row: get_business(viewer, row.business_id),
    "register.Proposal": lambda viewer, row: get_business(viewer, row.business_id),
    "demand.Wish": lambda viewer, row: row in wishes_of_person(viewer, row.person) or row.withdrawn_at,
    "workshops.Venue": lambda viewer, row: get_venue(viewer, row.pk),
    "workshops.Attendance": lambda viewer, row: get_sign_up(viewer, row.sign_up_id),
    "workshops.RelaySignUp": lambda viewer, row: get_sign_up(viewer, row.sign_up_id),
    "surveys.Answer": lambda viewer, row: get_sheet(viewer, row.session, row.pk),
    "showcase.Story": lambda viewer, row: story_for_staff(viewer, row.pk),
    "diagnosis.KeptAnswers": lambda viewer, row: answers_of_person(viewer, row.person) == row or row.withdrawn_at,
    "journeys.ContactNote": lambda viewer, row: row in notes_about(viewer, row.person) or row.withdrawn_at,
    "journeys.Journey": lambda viewer, row: journey_of(viewer, row.person) == row,
    "journeys.Milestone": lambda viewer, row: row in milestones_of(viewer, row.person) or row.withdrawn_at,
    "support.Appointment": lambda viewer, row: get_appointment(viewer, row.pk),
    "support.DayOffer": lambda viewer, row: row.wish in wishes_of_person(viewer, row.person) or row.wish.withdrawn_at,
    "support.FollowUp": lambda viewer, row: get_follow_up(viewer, row.pk),
    "funding.FundingFile": lambda viewer, row: is_given_up(viewer, row.pk) or row in files_of(viewer),
    "funding.HalfSignature": lambda viewer, row: get_appointment(viewer, row.appointment_id),
    "funding.PersonDocument": lambda viewer, row: row.withdrawn_at or get_document(viewer, row.pk),
    "watches.Watch": lambda viewer, row: get_person(viewer, row.person_id),
    "coverage.OnlinePresence": lambda viewer, row: get_person(viewer, row.person_id),
    "outreach.Recipient": lambda viewer, row: row in written_to(viewer, row.person),
    "outreach.Sending": lambda viewer, row: get_sending(viewer, row.pk),
    "visibility.SiteCheck": lambda viewer, row: row in checks_beside(viewer, row.person),
    "visibility.Campaign": lambda viewer, row: row in campaigns_beside(viewer, row.person),
    "visibility.ContentCalendar": lambda viewer, row: calendar_beside(viewer, row.person),
    "visibility.VisibilityStep": lambda viewer, row: row in steps_of(viewer, row.person),
    "visibility.LikedSiteReading": lambda viewer, row: get_brief(viewer, row.attachment.brief_id),
    "briefs.Brief": lambda viewer, row: get_brief(viewer, row.pk),
    **dict.fromkeys(
        [
            f"briefs.{name}"
            for name in ("BriefAnswer", "Attachment", "AdCorrection", "BriefVersion", "BriefComment", "BriefLink")
        ],
        lambda viewer, row: get_brief(viewer, row.brief_id),
    ),
    "market.Ad": lambda viewer, row: get_ad(viewer, row.pk, at=make.AT),
    "market.Sending": lambda viewer, row: get_ad(viewer, row.ad_id, at=make.AT),
    "forum.Thread": lambda viewer, row: get_thread(viewer, row.pk),
    "quotes.QuoteReading": lambda viewer, row: get_quote(viewer, row.pk),
    "quotes.FurtherFile": lambda viewer, row: get_further(viewer, get_quote(viewer, row.reading_id), row.pk),
    "quotes.Correction": lambda viewer, row: get_quote(viewer, row.reading_id),
    "quotes.Dismissal": lambda viewer, row: get_quote(viewer, row.reading_id),
}  # fmt: skip

ASIDE = ("withdrawn_at", "revoked_at", "cancelled_at", "erased_at", "done_at", "hidden_at", "lifted_at")


def staff(of: Filled, who: str) -> Viewer:
    """Each of those who may make a copy for somebody: in the chamber alone, or on the association's board as well."""
    role = Role.MANAGER if who == "manager" else Role.ADVISER
    seen = make.adviser(of.chamber) if role == Role.ADVISER else replace(make.adviser(of.chamber), role=role)
    return replace(seen, roles=seen.roles | {(Role.BOARD, 10**6)}) if who == "on both sides" else seen


def standing(filled: Filled) -> Filled:
    """The same, nothing of it taken back, and all that can be shown to the chamber shown to it."""
    for row in filled.rows.values():
        names = [field.name for field in row._meta.concrete_fields if field.name in ASIDE and field.null]
        type(row)._base_manager.filter(pk=row.pk).update(**dict.fromkeys(names))
    answer = filled.row(apps.get_model("surveys.Answer"))
    type(answer).objects.filter(pk=answer.pk).update(source="paper")
    contact, erasure = (filled.row(apps.get_model(of)) for of in ("relays.RelayContact", "own_data.Erasure"))
    type(contact).objects.filter(pk=contact.pk).update(email=filled.person.email)
    type(erasure).objects.filter(pk=erasure.pk).update(owner=filled.person.party)
    return filled


def is_read(viewer: Viewer, row: Model) -> bool:
    """What the ordinary page of this row answers."""
    try:
        return bool(READ[row._meta.label](viewer, row))
    except Http404:
        return False


def held_by(row: StoredFile, rows: list[Model]) -> bool:
    """Whether one of these rows points to the file."""
    return any(
        getattr(one, name.attname) == row.pk
        for one in rows
        for name in one._meta.concrete_fields
        if isinstance(name, ForeignKey) and name.related_model is StoredFile
    )


@pytest.mark.parametrize("who", STAFF)
@pytest.mark.parametrize("stands", [True, False])
def test_each_row_of_a_copy_by_the_staff_is_one_that_they_read(who: str, stands: bool) -> None:
    filled = Filled(make.chamber())
    viewer = staff(standing(filled) if stands else filled, who)
    copy = copy_of(of_person(filled.person), viewer)
    row_counts = {kind.model_label: len(kind.rows) for kind in copy.kinds}
    rows: dict[
        tuple[str, str], Model
    ] = {  # by its own key, which a copy doesn't hold where it opens something
        (held.owned.model._meta.label, str(row.pk)): row
        for held in holdings(of_person(filled.person), viewer)
        for row in held.owned.model._base_manager.filter(pk__in=held.ids)
        if held.owned.model._meta.label in row_counts
    }
    assert Counter(label for label, _pk in rows) == row_counts
    hung = {"files.StoredFile", "journal.Entry"}
    plain = [row for (label, _pk), row in rows.items() if label not in hung]
    assert {row._meta.label for row in plain} <= READ.keys(), (
        "declare how it is read, or that nobody else does"
    )
    assert [str(row._meta.label) for row in plain if not is_read(viewer, row)] == []
    assert all(held_by(row, plain) for row in rows.values() if isinstance(row, StoredFile))
    assert all(held_by(row, plain) for row in copy.files)
    about = {(one._meta.label_lower, str(one.pk)) for one in plain}
    entries = [row for row in rows.values() if isinstance(row, Entry)]
    assert all((entry.subject_type, entry.subject_id) in about for entry in entries)
    if stands:
        assert READ.keys() == {row._meta.label for row in plain}, "nothing that they read is missing"


@pytest.mark.parametrize("who", STAFF)
def test_no_word_of_what_they_do_not_read_is_anywhere_in_it(who: str) -> None:
    filled = Filled(make.chamber())
    viewer = staff(filled, who)
    opened = Opened(of_person(filled.person), viewer)
    given = {
        (kind["model"], name)
        for kind in opened.json["kinds"]
        for row in kind["rows"]
        for name in row["values"]
    }
    text = opened.everything() + " ".join(opened.zip.namelist())
    text += "".join(
        opened.zip.read(name).decode("latin-1") for name in opened.zip.namelist() if "fichiers/" in name
    )
    given.add(("journal.Entry", "actor_name"))  # the letter tells the history as its page does
    personal = {(owned.model._meta.label, name) for owned in declared_owners() for name in owned.fields}
    found = {(label, name) for label, name, word in filled.texts() if word in text}
    assert found & personal <= given
    whole = Opened(of_person(filled.person)).everything()
    assert any(word in whole for label, _name, word in filled.texts() if label == "quotes.QuoteReading")
