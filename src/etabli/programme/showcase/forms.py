"""What is typed of a story, and of the agreement to show it. Validates, never saves."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.forms import PhotoField
from etabli.foundation.people.contact import ContactField
from etabli.foundation.ui.forms import DateInput, Folds, NameField
from etabli.foundation.ui.numbers import AmountField, NumberField
from etabli.programme.showcase.models import Channel, Story
from etabli.programme.showcase.queries import SECTOR_CODES
from etabli.programme.showcase.story_content import NamedPerson, Telling
from etabli.territory.places.engine import fold
from etabli.territory.places.forms import CommuneField
from etabli.territory.places.queries import epcis
from etabli.territory.register.person_forms import KnownByPhone
from etabli.territory.register.trades import Trade, find_trades

SECTOR_NAMES = (_("Food"), _("Construction"), _("Manufacturing"), _("Services"))
REQUIRED_MESSAGES = {
    "title": _("Sum the story up in one sentence."),
    "trade": _("Say which trade it is: others do the same."),
    "commune": _("Say in which commune: it is shown to those who live nearby."),
    "channels": _("Tick at least one place where people find this business."),
    "done": _("Say what was done, in a sentence or two."),
    "brought": _("Say what came of it, even if it is little."),
}
MAX_LENGTH = 1200


def _hours(label: Any, help_text: Any = "") -> NumberField:
    return NumberField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=2000,
        decimal_places=2,
        required=False,
    )


def _euros(label: Any, help_text: Any = "") -> AmountField:
    return AmountField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=10**6,
        required=False,
    )


def _text(label: Any, help_text: Any, rows: int = 4) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, max_length=MAX_LENGTH, required=False, widget=area
    )


class StoryForm(Folds, forms.Form):
    """A whole story, in the order in which one tells it. `may_lack`: kept for later, it may lack anything.

    What is filled in is not folded for whoever agrees to it.
    """

    FOLDS = (
        (_("Time and money"), ("start_hours", "weekly_hours", "start_euros", "monthly_euros")),
        (_("A figure, a sentence of theirs, the name to show"), ("figure", "quotation", "shown_as")),
        (_("A photo"), ("photo", "photo_says", "without_photo")),
    )
    opens_filled = True

    title = forms.CharField(
        label=_("In one sentence"),
        max_length=120,
        required=False,
        help_text=_("For example: “Sunday’s loaves are ordered on Instagram the day before”."),
    )
    trade = forms.CharField(
        label=_("Trade"), max_length=80, required=False, help_text=_("For example: baker, mason, jeweller.")
    )
    commune = CommuneField(required=False)
    channels = forms.MultipleChoiceField(
        label=_("Where people find this business"),
        choices=Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    done = _text(_("What was done"), _("Two or three sentences, as one tells them to a colleague."))
    start_hours = _hours(_("Hours, to begin with"), _("Left empty: it is not said."))
    weekly_hours = _hours(_("Hours a week, since then"))
    start_euros = _euros(_("Euros, to begin with"), _("0 when it cost nothing; left empty: it is not said."))
    monthly_euros = _euros(_("Euros a month, since then"))
    brought = _text(_("What came of it"), _("What changed for the business: customers, orders, calls, calm."))
    figure = forms.CharField(
        label=_("One figure, if there is one"),
        max_length=60,
        required=False,
        help_text=_("For example: 12 orders a week."),
    )
    quotation = _text(_("A sentence of the artisan’s"), _("In their own words, without quotation marks."), 2)
    shown_as = forms.CharField(
        label=_("Name to show"),
        max_length=120,
        required=False,
        help_text=_("That of the business or of the artisan. Left empty: the trade and the commune."),
    )
    photo = PhotoField(
        label=_("Photo"),
        required=False,
        help_text=_("We make it smaller, and take out where and when it was taken."),
    )
    photo_says = forms.CharField(
        label=_("What the photo shows"),
        max_length=140,
        required=False,
        help_text=_("For those who can’t see it. For example: the shop window, in the morning."),
    )
    without_photo = forms.BooleanField(label=_("Take the photo out"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, story: Story | None = None, may_lack: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": initial_of(story), **kwargs})
        self.story = story
        if story is None or story.photo_id is None:
            del self.fields["without_photo"]
        for name, sentence in ({} if may_lack else REQUIRED_MESSAGES).items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence

    def is_filled(self, field: forms.BoundField) -> bool:
        if field.name == "photo":
            return self.story is not None and self.story.photo_id is not None
        return field.value() not in {None, "", False}  # 0 euros says something

    def clean_trade(self) -> str:
        """The code of the trade that is named."""
        text = self.cleaned_data["trade"].strip()
        if not text:
            return ""
        if self.story is not None and self.story.trade == text:
            return self.story.trade_code
        trades = find_trades(text)
        if not trades:
            raise forms.ValidationError(
                _("We know no trade by this word. Try another one: baker, mason, hairdresser…")
            )
        return _find_trade(trades, text).code

    def clean(self) -> None:
        """A photo is described, for those who can't see it."""
        data = self.cleaned_data
        has_photo = data.get("photo") or (
            self.story is not None and self.story.photo_id and not data.get("without_photo")
        )
        if has_photo and self.fields["title"].required and not data.get("photo_says"):
            self.add_error("photo_says", _("Say in a few words what the photo shows."))

    @property
    def telling(self) -> Telling:
        """What is told, as acts take it."""
        data = self.cleaned_data
        same_names = ("title", "shown_as", "done", "brought", "figure", "quotation", "photo_says")
        return Telling(
            **{name: data[name].strip() for name in same_names},
            trade_code=data["trade"],
            commune=data["commune"],
            channels=tuple(code for code in Channel.values if code in data["channels"]),
            start_minutes=_times(data["start_hours"], 60),
            weekly_minutes=_times(data["weekly_hours"], 60),
            start_cents=_times(data["start_euros"], 100),
            monthly_cents=_times(data["monthly_euros"], 100),
        )

    @property
    def act_arguments(self) -> dict[str, Any]:
        """The arguments of `correct_story`."""
        data = self.cleaned_data
        return {
            "telling": self.telling,
            "photo": data["photo"],
            "without_photo": data.get("without_photo", False),
            "version": data["version"] or 0,
        }

    def start_again_from(self, story: Story) -> None:
        """What was typed stays, to be saved over the text that somebody else wrote meanwhile."""
        assert isinstance(self.data, QueryDict | dict)
        self.data = self.data.copy()
        self.data["version"] = str(story.version)


class DeskStoryForm(KnownByPhone, StoryForm):
    """The adviser's: with whose story it is, while nobody is named."""

    opens_filled = False

    name = NameField(label=_("Name of the artisan"), required=False, help_text=_("Only the chamber sees it."))
    contact = ContactField(required=False, help_text=_("To ask for their agreement."))

    def __init__(self, *args: Any, is_named: bool, chamber_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chamber_id = chamber_id
        if is_named:
            del self.fields["name"], self.fields["contact"]

    def clean(self) -> None:
        super().clean()
        email, phone = self.cleaned_data.get("contact") or ("", "")
        if (email or phone) and not self.cleaned_data.get("name"):
            self.add_error("name", _("Whose address is it? Write the name of the artisan."))
        self.ask_whether_known(self.chamber_id, name=self.cleaned_data.get("name", ""), phone=phone)

    @property
    def named(self) -> NamedPerson | None:
        """Whose story it is, when this form asked it."""
        name = self.cleaned_data.get("name", "")
        email, phone = self.cleaned_data.get("contact") or ("", "")
        return NamedPerson(name, email, phone, self.same_person) if name else None


class PaperForm(forms.Form):
    """An agreement that was signed on paper."""

    signed_on = forms.DateField(label=_("Signed on"), widget=DateInput)
    seen = forms.BooleanField(
        label=_("The artisan has read this very text, and the signed sheet is kept at the chamber"),
        error_messages={"required": _("Without the artisan’s agreement, nothing is shown.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"signed_on": today}, **kwargs})
        self.today = today

    def clean_signed_on(self) -> date:
        day: date = self.cleaned_data["signed_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come: check the date."))
        return day


class FilterForm(forms.Form):
    """Which examples to show: everything, unless something is chosen."""

    secteur = forms.ChoiceField(label=_("Trades"), required=False)
    canal = forms.ChoiceField(label=_("Found by"), required=False)
    territoire = forms.ChoiceField(label=_("Territory"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[str, str]]] = {
            "secteur": [(code, str(name)) for code, name in zip(SECTOR_CODES, SECTOR_NAMES, strict=True)],
            "canal": [(str(value), str(label)) for value, label in Channel.choices],
            "territoire": [(epci.code, epci.name) for epci in epcis()],
        }
        self._labels: dict[str, dict[str, str]] = {}
        for name, pairs in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("All")), *pairs]
            self._labels[name] = {"": str(_("All")), **dict(pairs)}

    @property
    def summary(self) -> str:
        """What is chosen, in words; what can be, where nothing is."""
        chosen = [self._labels[name][value] for name, value in self._given.items() if value]
        if not chosen:
            return str(_("Choose a trade, a way to be found, a territory"))
        return str(_("%(choices)s: change")) % {"choices": " · ".join(map(str, chosen))}

    @property
    def _given(self) -> dict[str, str]:
        """By name of field; what is not a choice of ours narrows nothing."""
        data = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return {name: data.get(name, "") for name in self.fields}

    @property
    def filters(self) -> dict[str, str]:
        """The arguments of `examples`."""
        data = self._given
        return {"sector": data["secteur"], "channel": data["canal"], "epci": data["territoire"]}


def initial_of(story: Story | None) -> dict[str, Any]:
    """The form of a story as it is."""
    if story is None:
        return {}
    same_names = (
        "title",
        "shown_as",
        "done",
        "brought",
        "figure",
        "quotation",
        "photo_says",
        "version",
        "commune",
    )
    return {name: getattr(story, name) for name in same_names} | {
        "trade": story.trade,
        "channels": story.channels.split(),
        "start_hours": _parts(story.start_minutes, 60),
        "weekly_hours": _parts(story.weekly_minutes, 60),
        "start_euros": _parts(story.start_cents, 100),
        "monthly_euros": _parts(story.monthly_cents, 100),
    }


def _find_trade(trades: list[Trade], text: str) -> Trade:
    """The trade whose very label was typed, else the likeliest."""
    folded = fold(text)
    return next((trade for trade in trades if folded in {fold(trade.fr), fold(trade.en)}), trades[0])


def _times(amount: Decimal | None, parts: int) -> int | None:
    return None if amount is None else round(amount * parts)


def _parts(whole: int | None, parts: int) -> Decimal | None:
    if whole is None:
        return None
    exact = Decimal(whole) / parts
    return exact.quantize(Decimal(1)) if whole % parts == 0 else exact.quantize(Decimal("0.01"))
