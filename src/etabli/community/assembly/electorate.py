"""Who has a voice in an assembly, who is there, and whether that is enough."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from etabli.community.assembly.engine import Quorum, quorum
from etabli.community.assembly.models import Assembly, Attendance, Proxy
from etabli.community.association.models import Member
from etabli.community.association.queries import voters


@dataclass(frozen=True)
class Electorate:
    """Members by their number: with a voice, there, and away with a voice that somebody there holds (by holder)."""

    voters: frozenset[int]
    present: frozenset[int]
    proxy_holders: dict[int, int]
    percent: int

    @property
    def quorum(self) -> Quorum:
        """As it is now."""
        return quorum(
            voters=len(self.voters),
            present=len(self.voters & self.present),
            represented=len(self.proxy_holders),
            percent=self.percent,
        )

    def usable_voices(self, member_id: int) -> frozenset[int]:
        """Whose voices this member uses: their own, and those of whoever they stand for. None while they are away."""
        if member_id not in self.present:
            return frozenset()
        represented = {principal for principal, holder in self.proxy_holders.items() if holder == member_id}
        return frozenset({member_id} & self.voters | represented)


def voters_of(assembly: Assembly) -> QuerySet[Member]:
    """Those who have a voice on the day of the assembly."""
    return voters(assembly.organisation_id, timezone.localdate(assembly.starts_at))


def electorate_of(assembly: Assembly) -> Electorate:
    """Three statements."""
    voting = frozenset(voters_of(assembly).values_list("pk", flat=True))
    present = frozenset(
        Attendance.objects.filter(assembly=assembly, left_at=None, withdrawn_at=None).values_list(
            "member", flat=True
        )
    )
    proxies = Proxy.objects.filter(assembly=assembly, withdrawn_at=None)
    proxy_holders = {
        principal: holder
        for principal, holder in proxies.values_list("principal", "holder")
        if principal in voting and principal not in present and holder in present
    }
    return Electorate(voting, present, proxy_holders, assembly.quorum_percent)
