"""The figures of the association's sector: members by trade and place, ads and their answers; safe to publish."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from etabli.community.approaches.queries import are_figures_public, association_of
from etabli.community.approaches.rules import is_inside
from etabli.community.association.queries import in_force
from etabli.community.association.trades import trade_label
from etabli.community.market.models import Ad
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.front.figures import publishable
from etabli.programme.coverage.queries import SMALLEST
from etabli.territory.places.models import Commune

Text = str | Promise


@dataclass(frozen=True)
class Table:
    """Figures of one thing, by one division of it; a figure that is not given is None."""

    title: str
    of: str
    unit: str
    rows: tuple[tuple[str, int | None], ...]
    total: int | None


@dataclass(frozen=True)
class Sector:
    """What the page shows, and whether everybody sees it."""

    association: Organisation
    year: int
    is_public: bool
    tables: tuple[Table, ...]
    smallest: int = SMALLEST


def sector_figures(viewer: Viewer, year: int) -> Sector:
    """The figures of the viewer's association, or of the chamber's: for its members, and for all if its board says so.

    Seven statements at most. Raises NotVisible.
    """
    association = association_of(viewer)
    if association is None:
        raise NotVisible
    is_public = are_figures_public(association.pk)
    if not (is_public or is_inside(viewer, association.pk)):
        raise NotVisible
    tables = (*_members(association.pk), *_ads(association, year))
    return Sector(association=association, year=year, is_public=is_public, tables=tables)


def safely(*divisions: Mapping[str, int]) -> list[tuple[dict[str, int | None], int | None]]:
    """Divisions of one same whole, each `publishable`, and together too.

    Each gives the whole by its sum: what one may not say, no other may. Then nothing of it is given at all.
    """
    given = [publishable(values) for values in divisions]
    if any(total is None for _cells, total in given):
        return [(dict.fromkeys(values), None) for values in divisions]
    return given


def as_rows(sector: Sector) -> Iterator[Sequence[object]]:
    """For a spreadsheet: what is not given is an empty cell."""
    yield [_("Figure"), _("Of what"), _("Number")]
    for table in sector.tables:
        for label, value in table.rows:
            yield [table.title, label, "" if value is None else value]


def _members(organisation_id: int) -> list[Table]:
    """By trade and by place: two divisions of the same members. Two statements."""
    held = list(in_force(organisation_id).values_list("trade", "commune_code"))
    territories = dict(
        Commune.objects.filter(code__in={code for _trade, code in held}).values_list("code", "epci__name")
    )
    trades = Counter(trade_label(trade) for trade, _code in held)
    places = Counter(territories.get(code, _("Elsewhere, or not known")) for _trade, code in held)
    by_trade, by_place = safely(trades, places)
    return [
        _table(_("Members by trade"), _("Trade"), _("members"), by_trade),
        _table(_("Members by territory"), _("Territory"), _("members"), by_place),
    ]


def _ads(association: Organisation, year: int) -> list[Table]:
    """The ads of artisans passed on in the year, by how many answers they got: one statement."""
    answered = Count("answers", filter=Q(answers__withdrawn_at=None))
    passed_on = Ad.objects.filter(chamber=association.chamber_id, passed_on_at__year=year)
    counts = Counter(
        _answers(number) for number in passed_on.annotate(n=answered).values_list("n", flat=True)
    )
    (given,) = safely(counts)
    return [_table(_("Ads passed on in %(year)d") % {"year": year}, _("Answers received"), _("ads"), given)]


def _answers(number: int) -> str:
    if number == 0:
        return _("none")
    return _("1 to 3") if number <= 3 else _("4 or more")


def _table(title: str, of: str, unit: str, given: tuple[dict[str, int | None], int | None]) -> Table:
    """The largest first; what is not given stands last, by name, so that its place tells nothing."""
    cells, total = given
    rows = sorted(cells.items(), key=lambda row: (row[1] is None, -(row[1] or 0), row[0]))
    return Table(title=title, of=of, unit=unit, rows=tuple(rows), total=total)
