"""What is asked on each screen of the brief."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext, gettext_lazy as _, override

from etabli.community.market.models import MAX_ANSWERS
from etabli.foundation.ui.forms import DateInput
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.numbers import AmountField, WholeField
from etabli.procurement.briefs.engine import LEFT_OUT, is_unsure
from etabli.procurement.briefs.engine.starting_point import AIMS
from etabli.procurement.briefs.models import Brief, Outcome
from etabli.procurement.needs.engine import Choice, Need
from etabli.territory.places.forms import VisitorForm
from etabli.territory.register.craft_field import Craft, CraftField
from etabli.territory.register.trades import trade

UNSURE = "unsure"
WANTED = [
    (Outcome.SITE, _("A website")),
    (Outcome.PAGE, _("A page on Facebook or Instagram")),
    (Outcome.LISTING, _("A listing on Google, in directories")),
    (Outcome.SHOP, _("An online shop")),
    (Outcome.CAMPAIGN, _("An advertising campaign")),
    (Outcome.NONE, _("No site for now")),
]
YES_NO = [("yes", _("Yes")), ("no", _("No"))]

NO_BUDGET = (
    _("I don’t know the prices"),
    _("I wait for proposals before I decide"),
    _("I’d rather talk about it with each of them"),
)


class StartForm(forms.Form):
    """What is wanted, and by whom: a trade, or the business that tells it. `trade` and `craft` are what was meant."""

    outcome = forms.ChoiceField(
        label=_("What would you like?"),
        choices=WANTED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you would like. You can change it later.")},
    )
    trade = CraftField(error_messages={"required": _("Write your trade: “mason”, “baker”…")})

    def __init__(self, *args: Any, chamber_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chamber_id = chamber_id

    def clean(self) -> dict[str, Any]:
        """A business or a SIRET tells the trade; a trade stays in the words that were typed."""
        given, field = super().clean() or {}, self.fields["trade"]
        assert isinstance(field, CraftField)
        if "trade" not in given:
            return given
        try:
            craft = field.resolve(given["trade"], chamber_id=self.chamber_id, commune=None)
        except forms.ValidationError as doubt:
            self.add_error("trade", doubt)
            return given
        business, typed = craft.business, given["trade"]
        given["craft"] = craft if business or craft.trade_code else Craft()
        trade_code = business.trade_code if business else craft.trade_code if craft.business_name else ""
        given["trade"] = (trade(trade_code).label if trade_code else typed)[:80]
        return given


class ChooseForm(forms.Form):
    """Three short questions for whoever doesn't know what to begin with."""

    aim = forms.ChoiceField(label=_("What matters most to you?"), widget=forms.RadioSelect)
    time = forms.ChoiceField(
        label=_("Can you publish a little each week?"), choices=YES_NO, widget=forms.RadioSelect
    )
    money = forms.ChoiceField(
        label=_("Can you put money into it this year?"), choices=YES_NO, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, language = self.fields["aim"], reader_language()
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, text.in_language(language)) for name, text in AIMS.items()]


class KeepForm(VisitorForm):
    """Who somebody is, once they want to find their project again elsewhere or to hand it over."""

    contact_help = _(
        "By e-mail, we send the link that opens it; by telephone, we call you. We give it to nobody."
    )


class BesideForm(StartForm):
    """The same when the adviser writes beside the artisan, who agrees."""

    beside = forms.BooleanField(
        label=_("The artisan is beside me and agrees that I write with them"),
        error_messages={"required": _("Ask the artisan: without their agreement, they write alone.")},
    )


class AgreementForm(forms.Form):
    """The artisan's agreement, recorded by the adviser."""

    beside = BesideForm.base_fields["beside"]


class PassOnForm(forms.Form):
    """Until when answers are wanted, how many, and the artisan's agreement to this very text.

    A brief that gives neither a budget nor a reason is asked for the reason (`asks_why`). Who does not choose until
    when and how many (`chooses`) is not asked.
    """

    budget_blank_why = forms.ChoiceField(
        label=_("You give no budget: why?"),
        help_text=_("Professionals read it instead of an amount."),
        error_messages={"required": _("Choose a reason: a professional answers better than to a blank.")},
    )
    deadline_on = forms.DateField(label=_("Answers until"), widget=DateInput)
    answers_cap = WholeField(
        label=_("How many answers at most?"),
        min_value=1,
        max_value=MAX_ANSWERS,
        help_text=_("Six are enough to compare, and few enough to read them all. Twelve at most."),
    )
    agreed = forms.BooleanField(
        label=_(
            "I have read this text and agree that it is passed on to the professionals of the association"
        ),
        error_messages={"required": _("Nothing leaves without this agreement.")},
    )

    def __init__(self, *args: Any, asks_why: bool, chooses: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not chooses:
            del self.fields["deadline_on"], self.fields["answers_cap"]
        if not asks_why:
            del self.fields["budget_blank_why"]
            return
        field = self.fields["budget_blank_why"]
        assert isinstance(field, forms.ChoiceField)
        with override("fr"):  # it becomes a part of the ad, which is in French
            kept = [str(reason) for reason in NO_BUDGET]
        field.choices = [("", _("Choose")), *zip(kept, NO_BUDGET, strict=True)]


class NumberForm(forms.Form):
    """The number under which a project was put aside."""

    number = forms.RegexField(
        r"^\d{4}$",
        label=_("The number of your project"),
        help_text=_("Four figures: they stood on the page of your project."),
        error_messages={"invalid": _("Write its four figures, for example 0482.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class DescriptionForm(forms.ModelForm[Brief]):
    """Title, trade, outcome."""

    outcome = forms.ChoiceField(label=_("What would you like?"), choices=WANTED, widget=forms.RadioSelect)

    class Meta:
        model = Brief
        fields = ["title", "trade", "outcome"]
        labels = {"title": _("A title for your project")}
        help_texts = {"title": _("For example: a site to show my work.")}


class FrameForm(forms.Form):
    """Budget and date; a blank budget may say why."""

    low = AmountField(
        label=_("At least, in euros"),
        min_value=0,
        max_value=10**7,
        required=False,
    )
    high = AmountField(
        label=_("At most, in euros"),
        min_value=0,
        max_value=10**7,
        required=False,
    )
    blank_why = forms.CharField(label=_("If you give no amount, why?"), max_length=200, required=False)
    deadline_on = forms.DateField(label=_("When would you like it?"), required=False, widget=DateInput)

    def clean(self) -> dict[str, Any]:
        """The lowest amount may not be above the highest."""
        given = super().clean() or {}
        low, high = given.get("low"), given.get("high")
        if low is not None and high is not None and low > high:
            self.add_error("low", _("The lowest amount is above the highest: swap them."))
        return given

    def cents(self, name: str) -> int | None:
        """An amount in cents, or None when it was left blank."""
        amount: Decimal | None = self.cleaned_data[name]
        return None if amount is None else int(amount * 100)


class Said(Protocol):
    """What was said about a need, as the form shows it again."""

    @property
    def answer(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def weight(self) -> str: ...


class NeedForm(forms.Form):
    """One need: a ready answer, one's own words, or both; words alone where there is no ready answer."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose an answer, or write it in your own words. You can also do it later.")
        },
    )
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Write as you speak."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        need: Need,
        choices: Sequence[Choice],
        answer: Said | None = None,
        usual: Choice | None = None,
        may_leave_out: bool = True,
    ) -> None:
        """`choices`: the ready answers that are offered. `usual`, what the trade often answers, comes first and says
        so; nothing is chosen in anybody's place.

        What is essential can't be left out in a click: one says why in one's own words.
        """
        self.need = need
        super().__init__(data, initial=_initial(need, answer))
        if not choices:
            self._asks_words_alone()
            return
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        offered = [*_ready(choices, usual), (UNSURE, _("I don't know"))]
        if may_leave_out or self.initial.get("answer") == LEFT_OUT:
            offered.append((LEFT_OUT, _("Not for me")))
        field.choices = offered

    def _asks_words_alone(self) -> None:
        del self.fields["answer"]
        words = self.fields["words"]
        words.required = True
        words.error_messages["required"] = _("Write a line, or do it later.")
        if self.need.example:
            words.help_text = self.need.example.in_language(reader_language())

    @property
    def says_more(self) -> bool:
        """There are words of one's own, or nothing else to answer with: their box stands open."""
        return bool(self["words"].value() or self.errors or not self.need.choices)

    def clean(self) -> dict[str, Any]:
        """One's own words are an answer too: then none of the ready ones has to be chosen."""
        given = super().clean() or {}
        if "answer" in self.fields and not self.data.get("answer") and given.get("words", "").strip():
            self.errors.pop("answer", None)
            given["answer"] = ""
        return given

    def said(self) -> dict[str, str]:
        """The answer as the action takes it. Ready answers are kept in French, the language of the brief."""
        chosen, words = self.cleaned_data.get("answer", ""), self.cleaned_data["words"].strip()
        if chosen == LEFT_OUT:
            return {"answer": "", "note": words, "weight": "not"}
        if chosen == UNSURE:
            return {"answer": "Je ne sais pas", "note": words}
        choice = self.need.choice_of(chosen) if chosen else None
        return {"answer": choice.label.fr, "note": words} if choice else {"answer": words}


def _ready(choices: Sequence[Choice], usual: Choice | None) -> list[tuple[str, Any]]:
    language, labels = reader_language(), []
    for choice in sorted(choices, key=lambda choice: choice is not usual):
        label = choice.label.in_language(language)
        choice_label = gettext("%(answer)s (often chosen)") % {"answer": label} if choice is usual else label
        labels.append((choice.id, choice_label))
    return labels


def _initial(need: Need, answer: Said | None) -> dict[str, str]:
    if answer is None:
        return {}
    if answer.weight == "not":
        return {"answer": LEFT_OUT, "words": answer.note}
    if is_unsure(answer.answer):
        return {"answer": UNSURE, "words": answer.note}
    choice = need.choice_of(answer.answer)
    return {"answer": choice.id, "words": answer.note} if choice else {"words": answer.answer}
