"""Reading the register."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from stdnum.fr import siret as siret_check
from stdnum.util import clean

from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import STAFF, Person
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places.models import Commune
from etabli.territory.register.engine.searching import is_phone, parse_search
from etabli.territory.register.finding import (
    BusinessRow,
    chambers_indexed,
    nearest_words,
    rows_of,
    run_search,
)
from etabli.territory.register.models import Artisan, Business
from etabli.territory.register.trades import trade

MAX_OF_ONE_SIRET = 100  # businesses of the figures that a SIRET begins with: nine are those of one owner
MIN_LETTERS = 3  # under which a name names half of the register
SEPARATORS = " \t.-"  # by which people group the digits of a SIRET; `clean` knows their look-alikes


class NotASiret(ActionError):
    """What was typed can't be a SIRET; the text says how to mend it."""


@dataclass(frozen=True)
class FoundBusiness:
    """A business among the results of a search; `score` from 0 to 100, `nearness` on the scale of the other kinds."""

    pk: int
    siret: str
    name: str
    trade: str
    commune: str
    is_open: bool
    score: int
    nearness: float


@dataclass(frozen=True)
class BusinessesFound:
    """Some of the results, and how many there are."""

    businesses: list[FoundBusiness]
    total: int


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
    if not (number.strip("0") and siret_check.is_valid(number)):
        raise NotASiret(_("One of these digits is wrong: please read the SIRET again."))
    businesses = Business.objects.filter(chamber_id=chamber_id, siret=number)
    business = businesses.select_related("commune", "merged_into__commune").first()
    return business and (business.merged_into or business)


def search_businesses(
    viewer: Viewer, text: str, commune: Commune | None = None, *, limit: int = 20, offset: int = 0
) -> list[FoundBusiness]:
    """The businesses of the viewer's chamber that `text` may mean, the nearest first: by their names, their trade in
    everyday words, their commune or its postal code, their telephone, their SIRET.

    Forgives accents, case, plural, word order, slips, and what only sounds alike. Staff only: nothing for others.
    Two statements for a name typed in full, at most nine.
    """
    return search_page(viewer, text, commune, limit=limit, offset=offset).businesses


def search_page(
    viewer: Viewer, text: str, commune: Commune | None = None, *, limit: int, offset: int = 0
) -> BusinessesFound:
    """The same, and how many there are in all."""
    if viewer.role not in STAFF or viewer.chamber_id is None:
        return BusinessesFound([], 0)
    question = parse_search(text)
    chambers, code = [viewer.chamber_id], commune.pk if commune else ""
    if question.siret:
        ids = _ids_of_siret(chambers, question.siret, code)
        rows = rows_of(chambers, ids[offset : offset + limit])
        return BusinessesFound([_business(rows[pk], 1.0, 2.0) for pk in ids if pk in rows], len(ids))
    sought = run_search(question.words, chambers=chambers, commune_code=code)
    return BusinessesFound(
        [_business(*row) for row in sought.rows(limit=limit, offset=offset)], sought.count()
    )


def close_words(viewer: Viewer, text: str) -> list[str]:
    """Words of the register near those of `text` that it doesn't hold, for the staff: one statement."""
    if viewer.role not in STAFF or viewer.chamber_id is None:
        return []
    return nearest_words(parse_search(text).words, chambers=[viewer.chamber_id])


def published_businesses(text: str, *, chamber_id: int | None = None, limit: int = 8) -> list[Business]:
    """The open businesses that the public register shows under a name that `text` may mean, or under this SIRET (nine
    figures or more); the nearest first, at most `limit`. None for less than three signs.

    One whose owner asked the State not to publish it is never among them: whoever asks may be anybody. Nor does a
    telephone find any: it is the chamber that knows it.
    """
    question = parse_search(text)
    words = [word for word in question.words if not is_phone(word)]
    if not question.siret and sum(map(len, words)) < MIN_LETTERS:
        return []
    chambers = [chamber_id] if chamber_id is not None else chambers_indexed()
    if question.siret:
        ids = _ids_of_siret(chambers, question.siret)
        rows = [row for pk, row in rows_of(chambers, ids).items() if _is_shown(row)]
        rows = sorted(rows, key=lambda row: row.siret)[:limit]
    else:
        rows = [
            row
            for row, *_near in run_search(words, chambers=chambers, is_open=True).rows(
                limit=limit, is_shown=_is_shown
            )
        ]
    businesses = Business.objects.select_related("commune").in_bulk([row.id for row in rows])
    return [businesses[row.id] for row in rows]


def _is_shown(row: BusinessRow) -> bool:
    return row.is_published and row.is_open and bool(row.name)


def artisan_of(viewer: Viewer, person: Person) -> Artisan | None:
    """What the chamber knows of this person's trade, for themselves or the staff of their chamber."""
    if not (viewer.is_person(person.pk) or viewer.is_staff_of(person.chamber_id)):
        return None
    return Artisan.objects.filter(person=person).select_related("business", "commune__epci", "person").first()


def _ids_of_siret(chambers: list[int], figures: str, commune_code: str = "") -> list[int]:
    """The numbers of those whose SIRET begins so, in its order, a hundred at most. As bounds, since neither database
    looks a beginning up in an index of its own.
    """
    first, last = figures.ljust(14, "0"), figures.ljust(14, "9")
    businesses = Business.objects.filter(
        chamber_id__in=chambers, siret__gte=first, siret__lte=last, merged_into=None
    )
    if commune_code:
        businesses = businesses.filter(commune=commune_code)
    return list(businesses.order_by("siret").values_list("pk", flat=True)[:MAX_OF_ONE_SIRET])


def _business(row: BusinessRow, likeness: float, nearness: float) -> FoundBusiness:
    return FoundBusiness(
        pk=row.id,
        siret=row.siret,
        name=row.name,
        trade=trade(row.trade_code or row.naf_code).label,
        commune=row.commune or row.commune_code,
        is_open=bool(row.is_open),
        score=round(100 * likeness),
        nearness=nearness,
    )
