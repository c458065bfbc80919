"""Reading the remarks in the margin of a brief."""

from dataclasses import dataclass
from datetime import datetime

from etabli.foundation.people.queries import NotVisible
from etabli.foundation.ui.language import reader_language
from etabli.procurement.briefs.models import Brief, BriefComment
from etabli.procurement.briefs.queries.authors import names_of
from etabli.procurement.needs.catalogue import load


@dataclass(frozen=True)
class Remark:
    """A remark as it is shown. `need_id`: beside which question; empty for the whole, or for one no longer asked."""

    pk: int
    need_id: str
    label: str
    text: str
    by: str
    at: datetime
    is_resolved: bool


def comments_of(brief: Brief) -> list[Remark]:
    """The remarks on a brief that the caller may see, the oldest first: two statements at most."""
    comments = list(BriefComment.objects.filter(brief=brief, withdrawn_at=None).order_by("written_at", "pk"))
    names = names_of(brief, [row.written_by_id for row in comments])
    asked = {need.id for need, _weight in load().asked_for(brief.outcome, brief.trade)}
    return [_remark(row, names[row.written_by_id], asked) for row in comments]


def get_comment(brief: Brief, pk: int) -> BriefComment:
    """One of these remarks, with its brief; NotVisible otherwise."""
    brief_comment = BriefComment.objects.filter(brief=brief, pk=pk, withdrawn_at=None).first()
    if brief_comment is None:
        raise NotVisible
    brief_comment.brief = brief
    return brief_comment


def _remark(row: BriefComment, by: str, asked: set[str]) -> Remark:
    need = load().get(row.need_id)
    return Remark(
        pk=row.pk,
        need_id=row.need_id if row.need_id in asked else "",
        label=need.label.in_language(reader_language()) if need else row.need_id,
        text=row.text,
        by=by,
        at=row.written_at,
        is_resolved=row.resolved_at is not None,
    )
