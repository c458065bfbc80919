"""Telling the members of a new ad, as each chose; and how an association reads the ads."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.community.association.models import Member
from etabli.community.market import notices
from etabli.community.market.models import Ad, Alert, ReadingRule, join_codes
from etabli.community.market.rules import is_board_of, is_own_alert
from etabli.foundation.journal import Irreversible, action, change, record, undo_fields
from etabli.foundation.people.models import Membership, Organisation
from etabli.foundation.people.viewer import Viewer


@action(
    "market.choose_alerts",
    sentence=_("chose which new ads to be told of"),
    may=is_own_alert,
    undo=undo_fields,
    subject="member",
)
def choose_alerts(
    *,
    member: Member,
    trades: Sequence[str],
    epci_codes: Sequence[str],
    stopped: bool,
    by: Viewer,
    at: datetime,
) -> Alert:
    """Which trades and which places, none for all; `stopped`: no alert at all."""
    alert, _new = Alert.objects.get_or_create(member=member, defaults={"trades": join_codes([member.trade])})
    return change(
        alert,
        trades=join_codes(trades),
        epci_codes=join_codes(epci_codes),
        stopped_at=(alert.stopped_at or at) if stopped else None,
    )


@action(
    "market.alert_members",
    sentence=_("told members of the new ad “%(subject)s”"),
    may=lambda by, _ad: by.link_scope == "system",
    undo=Irreversible(_("This message has left: it can’t be taken back.")),
    subject="ad",
)
def alert_members(
    *, ad: Ad, memberships: Sequence[Membership], through: int | None, by: Viewer, at: datetime
) -> Ad:
    """Tell these; `through` is the last member who was looked at, None when there is nobody left."""
    for membership in memberships:
        notices.update_new_ad(ad, membership, at)
    before = {"alerted_through": ad.alerted_through, "alerted_at": None}
    ad.alerted_through, ad.alerted_at = through or ad.alerted_through, None if through else at
    ad.save(update_fields=["alerted_through", "alerted_at"])
    record(ad, before=before, after={"alerted_through": ad.alerted_through, "alerted_at": ad.alerted_at})
    return ad


@action(
    "market.choose_reading",
    sentence=_("chose when %(subject)s reads the ads"),
    tells={"after": _("Read once they are out")},
    may=is_board_of,
    undo=undo_fields,
    subject="organisation",
)
def choose_reading(*, organisation: Organisation, after: bool, by: Viewer, at: datetime) -> ReadingRule:
    """`after`: ads are out at once, and read afterwards. Those that wait already go on waiting."""
    rule, _new = ReadingRule.objects.get_or_create(organisation=organisation)
    return change(rule, after=after)
