"""Writing a wish down."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import action, anyone, record, reverse
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish
from etabli.territory.places.models import Commune


@action("demand.express", sentence=_("Wish: %(subject)s"), may=anyone, undo=reverse)
def express_wish(
    *,
    chamber: Organisation,
    kind: str,
    theme_code: str = "",
    person: Person | None = None,
    source: str,
    commune: Commune | None = None,
    trade_code: str = "",
    by: Viewer,
    at: datetime,
) -> Wish:
    """Write down that somebody would like a theme, or a half-day. Only the day is kept, not the hour."""
    wish = Wish.objects.create(
        chamber=chamber,
        kind=kind,
        theme_code=theme_code,
        person=person,
        source=source,
        commune=commune,
        trade_code=trade_code,
        expressed_on=timezone.localdate(at),
    )
    record(wish, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return wish
