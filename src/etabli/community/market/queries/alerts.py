"""Which new ads a member is told of."""

from dataclasses import dataclass

from etabli.community.association.models import Member
from etabli.community.association.queries import member_of
from etabli.community.market.codes import parted
from etabli.community.market.models import Alert
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer


@dataclass(frozen=True)
class Alerts:
    """What they chose; of those who chose nothing, their own trade, everywhere."""

    member: Member
    trades: tuple[str, ...]
    epci_codes: tuple[str, ...]
    stopped: bool


def alerts_of(viewer: Viewer) -> Alerts:
    """For the member themselves: two statements. Raises NotVisible."""
    member = member_of(viewer) if viewer.role == Role.MEMBER else None
    if member is None:
        raise NotVisible
    alert = Alert.objects.filter(member=member).first()
    if alert is None:
        return Alerts(member, (member.trade,), (), False)
    return Alerts(member, parted(alert.trades), parted(alert.epci_codes), alert.stopped_at is not None)
