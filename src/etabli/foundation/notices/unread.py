"""How many messages wait to be read, for the statement in which `people` finds somebody."""

from django.db.models import F, Func, IntegerField


class _Unread(Func):
    """Written in SQL: each page of whoever is known asks it, and Django takes longer to put a subquery together than
    the database to answer."""

    template = (
        "(SELECT COUNT(*) FROM notices_notice waiting WHERE waiting.read_at IS NULL AND NOT waiting.is_held"
        " AND waiting.owner_id = %(expressions)s AND waiting.organisation_id IS NULL)"
    )
    output_field = IntegerField()


class _UnreadFor(_Unread):
    template = _Unread.template.replace(" AND waiting.organisation_id IS NULL", "")
    arg_joiner = " AND waiting.organisation_id = "


def unread(party: str, organisation: str | None = None) -> Func:
    """The expression that counts the unread messages of the party in this column; of a user, for one organisation."""
    return _UnreadFor(F(party), F(organisation)) if organisation else _Unread(F(party))
