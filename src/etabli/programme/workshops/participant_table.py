"""The people of a session as a table for a spreadsheet: who has a place, who waits, how to reach them, who came."""

from collections.abc import Iterator, Sequence

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.attendance_rolls import Roll
from etabli.programme.workshops.queries import Participant, participant_of

LOADED_RELATIONS = ("person__artisan__commune", "person__artisan__business", "attendances")


def table_of(
    rolls: Sequence[Roll], waiting_sign_ups: Sequence[SignUp], unconfirmed: list[SignUp]
) -> Iterator[list[object]]:
    """The names of the columns, then one row for each person; a column for each half-day. What would help somebody to
    come stays on the session's page."""
    prefetch_related_objects(unconfirmed, *LOADED_RELATIONS)
    yield [
        _("Name"), _("State"), _("Business"), _("SIRET"), _("Trade"), _("Commune"), _("Telephone"), _("E-mail"),
        _("With"), _("Signed up on"), *(str(roll.half) for roll in rolls),
    ]  # fmt: skip
    for lines in zip(*(roll.lines for roll in rolls), strict=True):
        yield [*_row(lines[0].participant), *(_presence(line.attendance.present) for line in lines)]
    for row in [*waiting_sign_ups, *unconfirmed]:
        yield [*_row(participant_of(row)), *("" for _roll in rolls)]


def _row(participant: Participant) -> list[object]:
    row = participant.sign_up
    return [
        row.name,
        str(row.get_status_display()),
        participant.business,
        participant.siret,
        participant.trade,
        participant.commune,
        row.recipient.phone,
        row.recipient.email,
        row.brought_by.name if row.brought_by else "",
        f"{timezone.localtime(row.signed_up_at):%d/%m/%Y}",
    ]


def _presence(present: bool | None) -> str:
    return {True: _("was present"), False: _("could not come"), None: ""}[present]
