"""What the chamber heard already from somebody who asks for a half-day: nothing of it is asked again."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from etabli.foundation.people.models import Person
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.procurement.briefs.queries import BriefCard, my_briefs
from etabli.procurement.quotes.queries import QuoteCard, quotes_of_person
from etabli.programme.diagnosis.models import KeptAnswers
from etabli.programme.diagnosis.queries import answers_of_person
from etabli.programme.support.models import Appointment
from etabli.programme.support.queries import appointments
from etabli.programme.workshops.queries import sign_ups_of_person
from etabli.territory.register.models import Artisan
from etabli.territory.register.queries import artisan_of
from etabli.territory.register.trades import trade
from etabli.territory.register.wording import business_facts


@dataclass(frozen=True)
class Background:
    """`business`: what is known of it, as (term, value). `last_workshop`: the last one they came to. `answers`: those
    of "where to start", kept for their adviser. `quotes`: those that they show. `before`: their other half-days, the
    latest first."""

    business: list[tuple[str, str]]
    last_workshop: SignUp | None
    answers: KeptAnswers | None
    briefs: list[BriefCard]
    quotes: list[QuoteCard]
    before: list[Appointment]


def background_of(viewer: Viewer, person: Person, *, but: Appointment | None = None) -> Background:
    """All of it for the staff of their chamber, without the half-day that is being looked at: seven statements.

    Raises NotVisible.
    """
    if not viewer.is_staff_of(person.chamber_id):
        raise NotVisible
    signed_up: list[Any] = sign_ups_of_person(viewer, person)  # each says whether they `came`
    return Background(
        business=_business(artisan_of(viewer, person)),
        last_workshop=next((row for row in signed_up if row.came), None),
        answers=answers_of_person(viewer, person),
        briefs=my_briefs(viewer, person=person),
        quotes=quotes_of_person(viewer, person),
        before=[row for row in appointments(viewer, person=person) if but is None or row.pk != but.pk],
    )


def _business(artisan: Artisan | None) -> list[tuple[str, str]]:
    """As the register has it; else the trade and the commune that they gave."""
    if artisan is None:
        return []
    if artisan.business:
        return [(_("Business"), artisan.business.name), *business_facts(artisan.business)]
    return [
        (_("Business"), artisan.business_name),
        (_("Trade"), trade(artisan.trade_code).label if artisan.trade_code else ""),
        (_("Commune"), artisan.commune.name if artisan.commune else ""),
    ]
