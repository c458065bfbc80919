"""What a story says, apart from who keeps it; and what it lacks before it can be shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.people.models import Person
from etabli.foundation.ui.typography import euros, minutes
from etabli.programme.showcase.models import Story
from etabli.territory.places.models import Commune
from etabli.territory.register.trades import sector_of

REQUIRED_LABELS: dict[str, Promise] = {
    "title": gettext_lazy("a title"),
    "trade_code": gettext_lazy("the trade"),
    "commune_id": gettext_lazy("the commune"),
    "channels": gettext_lazy("where people find them"),
    "done": gettext_lazy("what was done"),
    "brought": gettext_lazy("what it brought"),
}


@dataclass(frozen=True)
class Telling:
    """All that is told in a story, but its photo. Lengths of time in minutes, amounts in cents; None: not said."""

    title: str = ""
    shown_as: str = ""
    trade_code: str = ""
    commune: Commune | None = None
    channels: tuple[str, ...] = ()
    done: str = ""
    start_minutes: int | None = None
    weekly_minutes: int | None = None
    start_cents: int | None = None
    monthly_cents: int | None = None
    brought: str = ""
    figure: str = ""
    quotation: str = ""
    photo_says: str = ""

    @property
    def as_fields(self) -> dict[str, Any]:
        """The fields of a Story, by attribute name, as the journal keeps them."""
        fields = {name: value for name, value in vars(self).items() if name not in {"commune", "channels"}}
        return fields | {
            "commune_id": self.commune.pk if self.commune else None,
            "channels": " ".join(self.channels),
            "sector": sector_of(self.trade_code) if self.trade_code else "",
        }


@dataclass(frozen=True)
class NamedPerson:
    """Whose story it is, as the adviser knows them: an e-mail address, a telephone, or only a name. `person`:
    whom the adviser knows them to be."""

    name: str
    email: str = ""
    phone: str = ""
    person: Person | None = None


def missing_parts_of(story: Story) -> list[str]:
    """What has to be said before the story can be shown, in words; empty when it is whole."""
    missing_labels = [str(label) for name, label in REQUIRED_LABELS.items() if not getattr(story, name)]
    return (
        [*missing_labels, _("what the photo shows")]
        if story.photo_id and not story.photo_says
        else missing_labels
    )


def facts(story: Story) -> list[tuple[str, str]]:
    """(what, how much) for the time and the money; what was not said is empty."""
    return [
        (_("Time"), _sum_of(story, "minutes")),
        (_("Money"), _sum_of(story, "cents")),
    ]


def _sum_of(story: Story, unit: str) -> str:
    """ "6 h to begin with, then 1 h a week"; "free of charge" for an amount that is nothing."""
    write: Callable[[int], str]
    if unit == "minutes":
        first, then, write = story.start_minutes, story.weekly_minutes, minutes
        weekly_text = _("%(much)s a week")
    else:
        first, then, write = story.start_cents, story.monthly_cents, _amount
        weekly_text = _("%(much)s a month")
    begin = _("%(much)s to begin with") % {"much": write(first)} if first is not None else ""
    after = "" if then is None else weekly_text % {"much": write(then)} if then else _("nothing more")
    if not first and not then and (begin or after):
        return _("nothing")
    return _(", then ").join(filter(None, [begin, after]))


def _amount(cents: int) -> str:
    return euros(cents).replace(",00", "").replace(".00", "")
