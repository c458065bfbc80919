"""Why something is refused, in words that its author understands: ready-made, and as each association puts them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.community.moderation.models import Case, Reason

READY_REASONS: dict[str, str | Promise] = {
    "incomplete": _("Something is missing for people to understand: who, what, where or when."),
    "not_here": _("This is about something else than what is published here."),
    "advertising": _("This is advertising rather than what people look for here."),
    "false": _("One statement is false, or can’t be checked."),
    "insulting": _("Somebody is attacked or mocked in it."),
    "personal": _("It shows somebody’s name, address or telephone without need."),
    "rights": _("A text or a picture seems to belong to somebody else."),
    "unlawful": _("The law does not allow this to be published."),
    "twice": _("The same thing is published already."),
}
OTHER = "other"
GRAVE_REASONS = frozenset(
    {"insulting", "personal", "rights", "unlawful"}
)  # somebody is hurt while it is seen


@dataclass(frozen=True)
class Choice:
    """A reason of an association: `is_own` when its own words stand for it."""

    code: str
    text: str
    is_offered: bool
    is_own: bool


def reasons_of(organisation_id: int) -> list[Choice]:
    """All of them, the ready-made first: one statement."""
    rows = Reason.objects.filter(organisation=organisation_id, withdrawn_at=None).order_by("pk")
    own_rows = {row.code: row for row in rows}
    ready = [
        Choice(
            code,
            own_rows[code].text if code in own_rows else str(text),
            code not in own_rows or own_rows[code].is_offered,
            code in own_rows,
        )
        for code, text in READY_REASONS.items()
    ]
    return ready + [
        Choice(row.code, row.text, row.is_offered, True)
        for row in own_rows.values()
        if row.code not in READY_REASONS
    ]


def reason_text(case: Case) -> str:
    """Why, as the author reads it: the ready-made reason, then what was added. At most one statement."""
    text = "" if case.reason in {"", OTHER} else _text_of(case.organisation_id, case.reason)
    return "\n\n".join(part for part in (text, case.words) if part)


def _text_of(organisation_id: int, code: str) -> str:
    row = Reason.objects.filter(organisation=organisation_id, code=code, withdrawn_at=None).first()
    return row.text if row else str(READY_REASONS.get(code, ""))
