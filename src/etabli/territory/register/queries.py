"""Reading the register."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from stdnum.fr import siret as siret_check
from stdnum.util import clean

from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import STAFF, Person
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places.models import Commune
from etabli.territory.register.engine.searching import asked, is_phone
from etabli.territory.register.finding import chambers_indexed, findable, look, nearest_words
from etabli.territory.register.models import Artisan, Business
from etabli.territory.register.trades import trade

LEAST_LETTERS = 3  # under which a name names half of the register
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
    """Some of the results, and how many there are: a few too many while the index still holds what businesses were."""

    found: list[FoundBusiness]
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
    if not siret_check.is_valid(number):
        raise NotASiret(_("One of these digits is wrong: please read the SIRET again."))
    known = Business.objects.filter(chamber_id=chamber_id, siret=number)
    found = known.select_related("commune", "merged_into__commune").first()
    return found and (found.merged_into or found)


def search_businesses(
    viewer: Viewer, text: str, commune: Commune | None = None, *, limit: int = 20, offset: int = 0
) -> list[FoundBusiness]:
    """The businesses of the viewer's chamber that `text` may mean, the nearest first: by their names, their trade in
    everyday words, their commune or its postal code, their telephone, their SIRET.

    Forgives accents, case, plural, word order, slips, and what only sounds alike. Staff only: nothing for others.
    Two statements for a name typed in full, at most nine.
    """
    return search_page(viewer, text, commune, limit=limit, offset=offset).found


def search_page(
    viewer: Viewer, text: str, commune: Commune | None = None, *, limit: int, offset: int = 0
) -> BusinessesFound:
    """The same, and how many there are in all."""
    if viewer.role not in STAFF or viewer.chamber_id is None:
        return BusinessesFound([], 0)
    question = asked(text)
    mine = findable().filter(chamber_id=viewer.chamber_id)
    if question.siret:
        those = _of_siret(mine if commune is None else mine.filter(commune=commune), question.siret)
        found = [_found(business, 1.0, 2.0) for business in those[offset : offset + limit]]
        return BusinessesFound(found, those.count())
    code = commune.pk if commune else ""
    sought = look(question.words, chambers=[viewer.chamber_id], commune_code=code)
    return BusinessesFound(
        [_found(*one) for one in sought.rows(mine, limit=limit, offset=offset)], len(sought.matches)
    )


def close_words(viewer: Viewer, text: str) -> list[str]:
    """Words of the register near those of `text` that it doesn't hold, for the staff: one statement."""
    if viewer.role not in STAFF or viewer.chamber_id is None:
        return []
    return nearest_words(asked(text).words, chambers=[viewer.chamber_id])


def published(text: str, *, chamber_id: int | None = None, limit: int = 8) -> list[Business]:
    """The open businesses that the public register shows under a name that `text` may mean, or under this SIRET (nine
    figures or more); the nearest first, at most `limit`. None for less than three signs.

    One whose owner asked the State not to publish it is never among them: whoever asks may be anybody. Nor does a
    telephone find any: it is the chamber that knows it.
    """
    question = asked(text)
    shown = findable().filter(is_published=True, closed_on=None).exclude(name="")
    if chamber_id is not None:
        shown = shown.filter(chamber_id=chamber_id)
    if question.siret:
        return list(_of_siret(shown, question.siret)[:limit])
    words = [word for word in question.words if not is_phone(word)]
    if sum(map(len, words)) < LEAST_LETTERS:
        return []
    chambers = [chamber_id] if chamber_id is not None else chambers_indexed()
    sought = look(words, chambers=chambers, is_open=True)
    return [business for business, *_nearness in sought.rows(shown, limit=limit)]


def artisan_of(viewer: Viewer, person: Person) -> Artisan | None:
    """What the chamber knows of this person's trade, for themselves or the staff of their chamber."""
    if not (viewer.is_person(person.pk) or viewer.is_staff_of(person.chamber_id)):
        return None
    return Artisan.objects.filter(person=person).select_related("business", "commune__epci", "person").first()


def _of_siret(businesses: QuerySet[Business], figures: str) -> QuerySet[Business]:
    """Those whose SIRET begins so. As bounds, since neither database looks a beginning up in an index of its own."""
    first, last = figures.ljust(14, "0"), figures.ljust(14, "9")
    return businesses.filter(siret__gte=first, siret__lte=last).order_by("siret")


def _found(business: Business, likeness: float, nearness: float) -> FoundBusiness:
    return FoundBusiness(
        pk=business.pk,
        siret=business.siret,
        name=business.name,
        trade=trade(business.trade_code or business.naf_code).label,
        commune=business.commune.name if business.commune else business.commune_code,
        is_open=business.closed_on is None,
        score=round(100 * likeness),
        nearness=nearness,
    )
