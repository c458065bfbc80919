"""A person, on one page, for the adviser: how to reach them, what they did, what they wait for."""

from datetime import datetime
from typing import Any

from etabli.foundation.notices.queries import unreachable
from etabli.foundation.people.engine.likeness import digits
from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.queries import links_in_force, mergings_of
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.queries import my_briefs
from etabli.procurement.quotes.queries import quotes_of_person
from etabli.programme.coverage.queries.goals import presence_of
from etabli.programme.demand.queries import wishes_of_person
from etabli.programme.diagnosis.queries import answers_of_person
from etabli.programme.support.queries import appointments, requests_waiting
from etabli.programme.workshops.queries import sign_ups_of_person, theme_titles
from etabli.territory.register.queries import artisan_of
from etabli.territory.register.trades import trade


def file_of(viewer: Viewer, person: Person, at: datetime) -> dict[str, Any]:
    """What the page shows: fifteen statements, and nine for each of those who are this person for the chamber, and
    whose things wait for their own word. The caller has authorised the person."""
    mergings = mergings_of(viewer, person)
    same = [person, *(merging.merged for merging in mergings if merging.joined_at is None)]
    artisan = artisan_of(viewer, person)
    signed_up = [row for one in same for row in sign_ups_of_person(viewer, one)]
    signed_up.sort(key=lambda row: row.occasion.starts_at, reverse=True)
    titles = theme_titles()
    asked = [wish for one in same for wish in wishes_of_person(viewer, one) if wish.kind == "theme"]
    return {
        "person": person,
        "mergings": mergings,
        "other_phones": [
            (merging, merging.merged.phone)
            for merging in mergings
            if digits(merging.merged.phone) not in {"", digits(person.phone)}
        ],
        "other_emails": [
            (merging, merging.merged.email)
            for merging in mergings
            if merging.merged.email.casefold() not in {"", person.email.casefold()}
        ],
        "artisan": artisan,
        "trade": trade(artisan.trade_code).label if artisan and artisan.trade_code else "",
        "coming": [one for one in reversed(signed_up) if one.occasion.ends_at > at],
        "past": [one for one in signed_up if one.occasion.ends_at <= at],
        "wishes": [(wish, titles.get(wish.theme_code, wish.theme_code)) for wish in asked],
        "requests": [row for one in same for row in requests_waiting(viewer, at=at, person=one)],
        "appointments": [row for one in same for row in appointments(viewer, person=one)],
        "briefs": [row for one in same for row in my_briefs(viewer, person=one)],
        "quotes": [row for one in same for row in quotes_of_person(viewer, one)],
        "kept_answers": answers_of_person(viewer, person),
        "online": presence_of(viewer, person.pk, person.chamber_id),
        "unreachable": unreachable(viewer, person),
        "links": [(row, one) for one in same for row in links_in_force(viewer, one, at)],
        "waits": len(same) > 1,
        "may_book": viewer.role == Role.ADVISER,
    }
