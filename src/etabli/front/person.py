"""A person, on one page, for the adviser: how to reach them, what they did, what they wait for."""

from datetime import datetime
from typing import Any

from etabli.foundation.notices.queries import unreachable
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import get_person, links_in_force
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.queries import my_briefs
from etabli.procurement.quotes.queries import quotes_of_person
from etabli.programme.coverage.queries.goals import presence_of
from etabli.programme.demand.queries import wishes_of_person
from etabli.programme.support.queries import appointments, requests_waiting
from etabli.programme.workshops.queries import sign_ups_of_person, theme_titles
from etabli.territory.register.queries import artisan_of
from etabli.territory.register.trades import trade


def file_of(viewer: Viewer, pk: int, at: datetime) -> dict[str, Any]:
    """What the page shows: thirteen statements. Raises NotVisible."""
    person = get_person(viewer, pk)
    artisan = artisan_of(viewer, person)
    signed_up = sign_ups_of_person(viewer, person)
    titles = theme_titles()
    asked = [wish for wish in wishes_of_person(viewer, person) if wish.kind == "theme"]
    return {
        "person": person,
        "artisan": artisan,
        "trade": trade(artisan.trade_code).label if artisan and artisan.trade_code else "",
        "coming": [one for one in reversed(signed_up) if one.occasion.ends_at > at],
        "past": [one for one in signed_up if one.occasion.ends_at <= at],
        "wishes": [(wish, titles.get(wish.theme_code, wish.theme_code)) for wish in asked],
        "requests": requests_waiting(viewer, at=at, person=person),
        "appointments": appointments(viewer, person=person),
        "briefs": my_briefs(viewer, person=person),
        "quotes": quotes_of_person(viewer, person),
        "online": presence_of(viewer, person.pk, person.chamber_id),
        "unreachable": unreachable(viewer, person),
        "links": links_in_force(viewer, person, at),
        "may_book": viewer.role == Role.ADVISER,
    }
