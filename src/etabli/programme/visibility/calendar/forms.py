"""What is typed on the pages of the calendar of content. Validates, never saves."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.forms import refuse_unseen_changes, version_of
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility.models import PlannedPost
from etabli.programme.visibility.trades import trades

MAX_TEXT_LENGTH: int = PlannedPost._meta.get_field("text").max_length or 0


class TradeField(forms.ChoiceField):
    """A trade of ours, in the reader's words. `prompt`: what stands first in a list where nothing is chosen yet."""

    widget = forms.Select

    def __init__(self, *, prompt: str | Promise = "", **named: Any) -> None:
        super().__init__(
            label=_("What is your trade?"),
            choices=lambda: [
                *([("", prompt)] if prompt else []),
                *((trade.id, words_of(trade.name)) for trade in trades()),
            ],
            error_messages={"required": _("Choose the trade that is closest to yours.")},
            **named,
        )


class CalendarForm(forms.Form):
    """For which trade twelve weeks are planned."""

    trade = TradeField(widget=forms.RadioSelect)


class TheirCalendarForm(CalendarForm):
    """The same, asked by the staff beside an artisan."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trade"].label = _("Which trade?")


class TextForm(forms.Form):
    """A text that is begun, to be copied by hand."""

    text = forms.CharField(
        label=_("Your text"),
        max_length=MAX_TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text=_("Fill in the dots, in your own words. Empty, it begins again as it was."),
    )

    def __init__(self, data: Any = None, *, kept: str, begun: str, typed: str | None = None) -> None:
        """`kept`: the text as it stands today, "" for that of the idea, `begun`; `typed`: what is shown in its place,
        which is kept nowhere yet."""
        super().__init__(data, initial={"text": kept or begun if typed is None else typed})
        self._today = {"text": kept or begun}

    @property
    def shown(self) -> str:
        """Of the text that the page shows, or the newer one of which it tells."""
        return version_of(*self._today.values())

    def clean(self) -> dict[str, Any]:
        """Refuse once to write over a text that another page has kept since this one was shown."""
        values: dict[str, Any] = super().clean() or {}
        refuse_unseen_changes(self, self._today)
        return values
