"""A list that the board gives, between its arrival and their yes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from etabli.community.association.engine import LIST_FIELDS, MemberList, examine, fold, guess_columns
from etabli.community.association.models import Member
from etabli.community.association.trades import trades
from etabli.foundation.documents.tables import NoTable, read_table_confined
from etabli.foundation.files.receiving import Examined
from etabli.foundation.journal import ActionError
from etabli.foundation.people.pending_uploads import PendingUploads
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places.models import Commune

MAX_ROWS = 10_000


class UnreadableList(ActionError):
    """The file holds no list that we can read."""


@dataclass(frozen=True)
class KeptList:
    """A list that waits for the board's yes."""

    name: str
    rows: list[list[str]]
    default_trade: str


LISTS = PendingUploads("member_import", KeptList)


@dataclass(frozen=True)
class Preview:
    """What would come in, what would not, and who is there already."""

    columns: Mapping[str, int]
    roll: MemberList
    already_members: tuple[str, ...]


def keep_list(viewer: Viewer, upload: Examined, default_trade: str) -> str:
    """Read the file, in a child process; the key under which it waits. Raises UnreadableList."""
    try:
        table = read_table_confined(upload.content)
    except NoTable:
        table = None
    if table is not None and len(table.lines) > MAX_ROWS:
        raise UnreadableList(_("This list has more than 10,000 rows: give it in several files."))
    if table is None or not (any(table.header) and table.lines):
        raise UnreadableList(
            _("We find no list in this file: a row of titles first, then a row for each person.")
        )
    rows = [list(table.header), *(list(line.cells) for line in table.lines)]
    return LISTS.keep(viewer, KeptList(upload.name, rows, default_trade))


def preview_list(viewer: Viewer, kept_list: KeptList, chosen: Mapping[str, str]) -> Preview:
    """What the list would give, with the columns that were guessed or `chosen` (a field to a column's number).

    Three statements, whatever its length.
    """
    columns = dict(guess_columns(kept_list.rows[0]))
    for field in LIST_FIELDS:
        if chosen.get(field, "").isdecimal():
            columns[field] = int(chosen[field])
        elif field in chosen:
            columns.pop(field, None)
    trade_list = trades(viewer.organisation_id)
    names = {fold(name): trade.id for trade in trade_list.values() for name in (trade.id, trade.fr, trade.en)}
    places = Commune.objects.values_list("code", "name")
    communes = {key: code for code, name in places for key in (code.lower(), fold(name))}
    roll = examine(
        kept_list.rows, columns, trades=names, communes=communes, default_trade=kept_list.default_trade
    )
    known_by = Member.objects.filter(organisation=viewer.organisation_id).values_list(
        "user__email", flat=True
    )
    member_emails = {email.lower() for email in known_by}
    already_members = tuple(row.email for row in roll.members if row.email in member_emails)
    new_rows = tuple(row for row in roll.members if row.email not in member_emails)
    return Preview(columns, replace(roll, members=new_rows), already_members)
