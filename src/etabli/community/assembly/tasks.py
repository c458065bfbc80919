"""What the clock does for the assemblies: the requests that nobody confirmed in time."""

from contextlib import suppress
from datetime import datetime

from etabli.community.assembly.actions import AssemblyError, lapse_removal
from etabli.community.assembly.models import Removal
from etabli.foundation.people.viewer import Viewer

AT_ONCE = 50


def lapse_removals(now: datetime) -> None:
    """Those that wait for the assembly wait for its vote."""
    over = Removal.objects.filter(
        state=Removal.State.WAITING, withdrawn_at=None, referred_at=None, lapses_at__lte=now
    )
    for removal in over.select_related("organisation").order_by("pk")[:AT_ONCE]:
        system = Viewer.system(removal.organisation.chamber_id)
        with suppress(AssemblyError):  # it was settled meanwhile
            lapse_removal(removal=removal, by=system, at=now)


PERIODIC = [lapse_removals]
