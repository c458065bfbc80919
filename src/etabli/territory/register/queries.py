"""Reading the register."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process
from stdnum.fr import siret as siret_check
from stdnum.util import clean

from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import STAFF, Person
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places.engine import fold
from etabli.territory.places.models import Commune
from etabli.territory.register.models import Artisan, Business
from etabli.territory.register.trades import trade

LEAST_LETTERS, LEAST_DIGITS = 3, 9  # under which a name or a SIRET names half of the register
SEPARATORS = " \t.-"  # by which people group the digits of a SIRET; `clean` knows their look-alikes


class NotASiret(ActionError):
    """What was typed can't be a SIRET; the text says how to mend it."""


@dataclass(frozen=True)
class Found:
    """A business among the results of a search; `score` from 0 to 100."""

    pk: int
    siret: str
    name: str
    trade: str
    commune: str
    is_open: bool
    score: int


def lookup_siret(text: str, *, chamber_id: int) -> Business | None:
    """The business of this chamber's register whose SIRET is typed, its digits grouped in any way; None when unknown.
    The SIRET of a record that was joined to another leads to the one that stays.

    Raises NotASiret when the digits don't agree.
    """
    number = clean(text, SEPARATORS)
    if not (number.isdecimal() and len(number) == 14):
        raise NotASiret(
            _("A SIRET has fourteen digits. You will find it on an invoice or on your tax notice.")
        )
    if not siret_check.is_valid(number):
        raise NotASiret(_("One of these digits is wrong: please read the SIRET again."))
    known = Business.objects.filter(chamber_id=chamber_id, siret=number)
    found = known.select_related("commune", "merged_into__commune").first()
    return found and (found.merged_into or found)


def search_businesses(
    viewer: Viewer, text: str, commune: Commune | None = None, *, limit: int = 20
) -> list[Found]:
    """The businesses of the viewer's chamber whose name or SIRET resembles `text`, best first.

    Forgives accents, case and word order, and typos when nothing else is found. Staff only: nothing for others.
    At most three statements.
    """
    if viewer.role not in STAFF:
        return []
    mine = Business.objects.filter(chamber_id=viewer.chamber_id, merged_into=None).select_related("commune")
    if commune is not None:
        mine = mine.filter(commune=commune)
    digits = "".join(text.split())
    if digits.isdigit() and len(digits) >= 9:
        return [
            _found(business, 100)
            for business in mine.filter(siret__startswith=digits).order_by("siret")[:limit]
        ]
    words = fold(text).split()
    if not words:
        return []
    return _holding(mine, words, limit) or _resembling(mine, " ".join(words), limit)


def published(text: str, *, chamber_id: int | None = None, limit: int = 8) -> list[Business]:
    """The open businesses that the public register shows under a name that `text` may begin or hold, or under this
    SIRET (nine digits or more); the nearest first, at most `limit`: one statement, none for less than three signs.

    "Fournil, Pauillac" asks for that commune. One whose owner asked the State not to publish it is never among them:
    whoever asks may be anybody.
    """
    shown = Business.objects.filter(is_published=True, closed_on=None, merged_into=None).exclude(name="")
    if chamber_id is not None:
        shown = shown.filter(chamber_id=chamber_id)
    digits = clean(text, SEPARATORS)
    if digits.isdecimal():
        found = shown.filter(siret__startswith=digits) if len(digits) >= LEAST_DIGITS else shown.none()
        return list(found.select_related("commune").order_by("siret")[:limit])
    name, _comma, town = (part.strip() for part in text.rpartition(",")) if "," in text else (text, "", "")
    wanted = " ".join(fold(name).split())
    if len(wanted) < LEAST_LETTERS:
        return []
    if town:
        shown = shown.filter(commune__name__iexact=town)
    for word in wanted.split():
        shown = shown.filter(folded_name__contains=word)
    same, begins = (
        When(folded_name=wanted, then=Value(0)),
        When(folded_name__startswith=wanted, then=Value(1)),
    )
    nearness = Case(same, begins, default=Value(2), output_field=IntegerField())
    return list(shown.select_related("commune").order_by(nearness, "folded_name", "siret")[:limit])


def artisan_of(viewer: Viewer, person: Person) -> Artisan | None:
    """What the chamber knows of this person's trade, for themselves or the staff of their chamber."""
    if not (viewer.is_person(person.pk) or viewer.is_staff_of(person.chamber_id)):
        return None
    return Artisan.objects.filter(person=person).select_related("business", "commune__epci", "person").first()


def _holding(mine: QuerySet[Business], words: list[str], limit: int) -> list[Found]:
    for word in words:
        mine = mine.filter(folded_name__contains=word)
    wanted = " ".join(words)
    found = [
        _found(business, round(70 + 0.3 * fuzz.token_sort_ratio(wanted, business.folded_name)))
        for business in mine.order_by("folded_name", "siret")[: 10 * limit]
    ]
    return sorted(found, key=lambda one: -one.score)[:limit]


def _resembling(mine: QuerySet[Business], wanted: str, limit: int) -> list[Found]:
    names = dict(mine.exclude(folded_name="").values_list("pk", "folded_name"))
    close = process.extract(wanted, names, scorer=fuzz.token_sort_ratio, score_cutoff=72, limit=limit)
    scores = {pk: round(score) for _name, score, pk in close}
    businesses = mine.in_bulk(list(scores)) if scores else {}
    return [_found(businesses[pk], score) for pk, score in scores.items()]


def _found(business: Business, score: int) -> Found:
    return Found(
        pk=business.pk,
        siret=business.siret,
        name=business.name,
        trade=trade(business.trade_code).label,
        commune=business.commune.name if business.commune else business.commune_code,
        is_open=business.closed_on is None,
        score=score,
    )
