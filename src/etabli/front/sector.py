"""The figures of the association's sector: members, ads and what came of them, offers of work; safe to publish."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy

from etabli.community.approaches.queries import are_figures_public, association_of
from etabli.community.approaches.rules import is_inside
from etabli.community.association.queries import in_force
from etabli.community.association.trades import trade_label
from etabli.community.jobs.engine import Kind
from etabli.community.jobs.models import KINDS, Job, Outcome
from etabli.community.market.models import Ad, AdOutcome
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.front.figures import publishable
from etabli.programme.coverage.queries import MIN_COUNT
from etabli.territory.places.models import Commune

Text = str | Promise
NO_DEAL_LABELS: Mapping[str, Text] = {
    AdOutcome.ELSEWHERE: gettext_lazy("with somebody else"),
    AdOutcome.NONE: gettext_lazy("nothing was done"),
}


@dataclass(frozen=True)
class Table:
    """Figures of one thing, by one division of it; a figure that is not given is None."""

    title: str
    of: str
    unit: str
    rows: tuple[tuple[str, int | None], ...]
    total: int | None


@dataclass(frozen=True)
class SectorFigures:
    """What the page shows, and whether everybody sees it."""

    association: Organisation
    year: int
    is_public: bool
    tables: tuple[Table, ...]
    smallest: int = MIN_COUNT


def sector_figures(viewer: Viewer, year: int) -> SectorFigures:
    """The figures of the viewer's association, or of the chamber's: for its members, and for all if its board says so.

    Eight statements at most. Raises NotVisible.
    """
    association = association_of(viewer)
    if association is None:
        raise NotVisible
    is_public = are_figures_public(association.pk)
    if not (is_public or is_inside(viewer, association.pk)):
        raise NotVisible
    tables = (
        *_member_tables(association.pk),
        *_ad_tables(association, year),
        *_job_tables(association, year),
    )
    return SectorFigures(association=association, year=year, is_public=is_public, tables=tables)


def publish_together(*divisions: Mapping[str, int]) -> list[tuple[dict[str, int | None], int | None]]:
    """Divisions of one same whole, each `publishable`, and together too.

    Each gives the whole by its sum: what one may not say, no other may. Then nothing of it is given at all.
    """
    published = [publishable(values) for values in divisions]
    if any(total is None for _cells, total in published):
        return [(dict.fromkeys(values), None) for values in divisions]
    return published


def spreadsheet_rows(sector: SectorFigures) -> Iterator[Sequence[object]]:
    """For a spreadsheet: what is not given is an empty cell."""
    yield [_("Figure"), _("Of what"), _("Number")]
    for table in sector.tables:
        for label, value in table.rows:
            yield [table.title, label, "" if value is None else value]


def _member_tables(organisation_id: int) -> list[Table]:
    """By trade and by place: two divisions of the same members. Two statements."""
    member_rows = list(in_force(organisation_id).values_list("trade", "commune_code"))
    territories = dict(
        Commune.objects.filter(code__in={code for _trade, code in member_rows}).values_list(
            "code", "epci__name"
        )
    )
    trades = Counter(capfirst(trade_label(trade)) for trade, _code in member_rows)
    places = Counter(territories.get(code, _("Elsewhere, or not known")) for _trade, code in member_rows)
    by_trade, by_place = publish_together(trades, places)
    return [
        _table(_("Members by trade"), _("Trade"), _("members"), by_trade),
        _table(_("Members by territory"), _("Territory"), _("members"), by_place),
    ]


def _ad_tables(association: Organisation, year: int) -> list[Table]:
    """The ads of artisans that were out, by how many answers they got and by what came of them: two divisions of the
    same ads; and why some led to nothing here. One statement.
    """
    answered = Count("answers", filter=Q(answers__withdrawn_at=None))
    passed_on = Ad.objects.filter(chamber=association.chamber_id, passed_on_at__year=year)
    ads = list(passed_on.exclude(published_at=None).annotate(n=answered))
    why = Counter(
        str(ad.get_came_of_reason_display() or _("not said yet"))
        for ad in ads
        if ad.came_of in NO_DEAL_LABELS
    )
    outcomes = Counter(_outcome_label(ad) for ad in ads)
    by_answers, by_outcome = publish_together(Counter(_answers(ad.n) for ad in ads), outcomes)
    all_are_given = all(by_outcome[0].get(str(label), 0) is not None for label in NO_DEAL_LABELS.values())
    of_no_deal = publish_together(why)[0] if all_are_given else (dict.fromkeys(why), None)
    named = {"year": year}
    return [
        _table(_("Ads passed on in %(year)d") % named, _("Answers received"), _("ads"), by_answers),
        _table(_("What came of the ads of %(year)d") % named, _("Outcome"), _("ads"), by_outcome),
        _table(_("Why nobody who answered was chosen"), _("Reason"), _("ads"), of_no_deal),
    ]


def _job_tables(association: Organisation, year: int) -> list[Table]:
    """The offers of work that were out, by kind and by what came of them: two divisions of the same. One statement."""
    offers = Job.objects.filter(organisation=association, published_on__year=year, hidden_at=None)
    rows = list(offers.values_list("kind", "outcome"))
    kinds = Counter(str(KINDS[Kind(kind)]) for kind, _outcome in rows)
    outcomes = Counter(
        str(Outcome(out).label) if out else _("still open, or not said") for _kind, out in rows
    )
    by_kind, by_outcome = publish_together(kinds, outcomes)
    named = {"year": year}
    return [
        _table(_("Offers of work of %(year)d") % named, _("Kind"), _("offers"), by_kind),
        _table(_("What came of the offers of %(year)d") % named, _("Outcome"), _("offers"), by_outcome),
    ]


def _answers(number: int) -> str:
    if number == 0:
        return _("none")
    return _("1 to 3") if number <= 3 else _("4 or more")


def _outcome_label(ad: Ad) -> str:
    if ad.came_of == AdOutcome.HERE:
        return _("with one of those who answered")
    return str(NO_DEAL_LABELS.get(ad.came_of, _("not said yet")))


def _table(
    title: str, of: str, unit: str, cells_and_total: tuple[dict[str, int | None], int | None]
) -> Table:
    """The largest first; what is not given stands last, by name, so that its place tells nothing."""
    cells, total = cells_and_total
    rows = sorted(cells.items(), key=lambda row: (row[1] is None, -(row[1] or 0), row[0]))
    return Table(title=title, of=of, unit=unit, rows=tuple(rows), total=total)
