"""A person, on one page, for the adviser: how to reach them, what they did, what they wait for."""

from datetime import datetime
from typing import Any

from etabli.community.forum.queries import threads_of_person
from etabli.foundation.notices.queries import unreachable_address
from etabli.foundation.notices.texts.recipients import has_stopped, is_enabled, mobile_number
from etabli.foundation.people.engine.telephone import international
from etabli.foundation.people.models import Merging, Person, Role
from etabli.foundation.people.queries import links_in_force, mergings_of
from etabli.foundation.people.rules import may_make_paper
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.queries import messages_leaving_soon_to
from etabli.procurement.briefs.queries import my_briefs
from etabli.procurement.quotes.queries import quotes_of_person
from etabli.programme.coverage.queries.goals import presence_of
from etabli.programme.demand.queries import wishes_of_person
from etabli.programme.diagnosis.queries import answers_of_person
from etabli.programme.journeys.contacts import notes_about
from etabli.programme.journeys.staff_forms import NoteForm
from etabli.programme.support.queries import appointments, requests_waiting
from etabli.programme.workshops.queries import sign_ups_of_person, theme_titles
from etabli.territory.register.queries import artisan_of
from etabli.territory.register.trades import trade


def person_context(viewer: Viewer, person: Person, at: datetime) -> dict[str, Any]:
    """What the page shows: eighteen statements, and eleven for each of those who are this person for the chamber, and
    whose things wait for their own word. The caller has authorised the person."""
    mergings = mergings_of(viewer, person)
    records = [person, *(merging.merged for merging in mergings if merging.joined_at is None)]
    artisan = artisan_of(viewer, person)
    sign_ups = [row for record in records for row in sign_ups_of_person(viewer, record)]
    sign_ups.sort(key=lambda row: row.occasion.starts_at, reverse=True)
    titles = theme_titles()
    theme_wishes = [
        wish for record in records for wish in wishes_of_person(viewer, record) if wish.kind == "theme"
    ]
    return {
        "person": person,
        "mergings": mergings,
        **_other_contacts(person, mergings),
        "artisan": artisan,
        "trade": trade(artisan.trade_code).label if artisan and artisan.trade_code else "",
        "at": at,
        "coming": [sign_up for sign_up in reversed(sign_ups) if sign_up.occasion.ends_at > at],
        "past": [sign_up for sign_up in sign_ups if sign_up.occasion.ends_at <= at],
        "wishes": [(wish, titles.get(wish.theme_code, wish.theme_code)) for wish in theme_wishes],
        "requests": [row for record in records for row in requests_waiting(viewer, at=at, person=record)],
        "appointments": [row for record in records for row in appointments(viewer, person=record)],
        "briefs": [row for record in records for row in my_briefs(viewer, person=record)],
        "quotes": [row for record in records for row in quotes_of_person(viewer, record)],
        "questions": [row for record in records for row in threads_of_person(viewer, record)],
        "kept_answers": answers_of_person(viewer, person),
        "online": presence_of(viewer, person.pk, person.chamber_id),
        "leaving": [row for record in records for row in messages_leaving_soon_to(viewer, record)],
        "contact_notes": notes_about(viewer, person)[:3],
        "note_form": NoteForm(),
        "unreachable": unreachable_address(viewer, person),
        "links": [(row, record) for record in records for row in links_in_force(viewer, record, at)],
        "texts_to": mobile_number(person.phone) if is_enabled() and not person.email else "",
        "texts_stopped": is_enabled() and has_stopped(person),
        "may_make_paper": may_make_paper(viewer, person),
        "has_other_records": len(records) > 1,
        "may_book": viewer.role == Role.ADVISER,
    }


def _other_contacts(person: Person, mergings: list[Merging]) -> dict[str, Any]:
    """Telephones and addresses of the other records, where they are not those of this one."""
    return {
        "other_phones": [
            (merging, merging.merged.phone)
            for merging in mergings
            if international(merging.merged.phone) not in {"", international(person.phone)}
        ],
        "other_emails": [
            (merging, merging.merged.email)
            for merging in mergings
            if merging.merged.email.casefold() not in {"", person.email.casefold()}
        ],
    }
