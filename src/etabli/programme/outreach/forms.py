"""What the adviser chooses and types. Validates, never saves."""

from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from etabli.community.directory.codes import SECTORS
from etabli.foundation.ui.forms import DateInput, FoldedChoices
from etabli.foundation.ui.typography import full_day
from etabli.programme.outreach.engine import text
from etabli.programme.outreach.engine.criteria import Criteria
from etabli.programme.outreach.models import Mailing, Segment, Sending
from etabli.programme.outreach.queries.segments import NEED_A_THEME, STEP_LABELS
from etabli.programme.workshops.models import Session, Theme
from etabli.territory.places.forms import CommuneField
from etabli.territory.places.models import Commune, Epci
from etabli.territory.register.trades import everyday_trades
from etabli.territory.relays.models import MaterialShape, Relay

MINUTES_CHOICES = (15, 30, 45, 60)
MONTHS_CHOICES = (3, 6, 12, 24)
INSERT_BUTTON = "insert"  # the button pressed to put a field in the text


class SegmentForm(forms.Form):
    """A group, by what is true of its people. All of it may be left empty but the name: everybody then."""

    name = forms.CharField(
        label=_("Name of the group"), max_length=80, help_text=_("For you: nobody else reads it.")
    )
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"),
        choices=list(SECTORS.items()),
        required=False,
        widget=FoldedChoices(_("all of them, if nothing is ticked")),
    )
    trades = forms.MultipleChoiceField(
        label=_("Trades"),
        required=False,
        widget=FoldedChoices(_("all of them, if nothing is ticked")),
        help_text=_("They come on top of the sectors that you ticked."),
    )
    epcis = forms.ModelMultipleChoiceField(
        label=_("Territories"),
        queryset=Epci.objects.all(),
        required=False,
        widget=FoldedChoices(_("all of them, if nothing is ticked")),
    )
    commune = CommuneField(label=_("Around this commune"), required=False)
    session = forms.ModelChoiceField(
        label=_("Or around this session"),
        queryset=Session.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    minutes = forms.TypedChoiceField(
        empty_value=0,  # type: ignore[arg-type]  # any value may stand for none
        label=_("How far by road"), required=False, coerce=int, choices=[
            ("", _("in this commune alone")),
            *((n, format_lazy(_("at most {n} minutes"), n=n)) for n in MINUTES_CHOICES),
        ],
    )  # fmt: skip
    step = forms.ChoiceField(label=_("Where they are"), choices=list(STEP_LABELS.items()), required=False)
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=_("any theme"),
        help_text=_("The one that the line above is about."),
    )
    quiet_months = forms.TypedChoiceField(
        empty_value=0,  # type: ignore[arg-type]  # any value may stand for none
        label=_("No news for"), required=False, coerce=int, choices=[
            ("", _("any time")),
            *((n, format_lazy(_("{n} months or more"), n=n)) for n in MONTHS_CHOICES),
        ],
        help_text=_("No sign-up, no half-day of support, no e-mail of this kind since then."),
    )  # fmt: skip

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        themes: models.QuerySet[Theme],
        sessions: models.QuerySet[Session],
        segment: Segment | None = None,
    ) -> None:
        initial = _initial_of(segment) if segment else {}
        super().__init__(data, initial=initial)
        _choose(self.fields["trades"], sorted((t.code, t.label) for t in everyday_trades().values()))
        _offer(self.fields["theme"], themes)
        _offer(self.fields["session"], sessions)
        self.fields["session"].label_from_instance = session_label  # type: ignore[attr-defined]  # a choice of rows

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("step") in NEED_A_THEME and "theme" in data and data["theme"] is None:
            self.add_error("theme", _("Choose the theme that you mean."))
        if data.get("minutes") and "commune" in data and not (data["commune"] or data.get("session")):
            self.add_error("commune", _("Type the commune from which the way is counted."))

    @property
    def criteria(self) -> Criteria:
        """What was chosen."""
        data = self.cleaned_data
        commune: Commune | None = data["commune"] or (
            data["session"].venue.commune if data["session"] else None
        )
        return Criteria(
            sectors=tuple(data["sectors"]),
            trades=tuple(data["trades"]),
            epcis=tuple(epci.pk for epci in data["epcis"]),
            commune=commune.pk if commune else "",
            minutes=data["minutes"],
            step=data["step"],
            theme=data["theme"].pk if data["theme"] else "",
            quiet_months=data["quiet_months"],
        )


class MailingForm(forms.Form):
    """To which group, in which words, with which sessions."""

    segment = forms.ModelChoiceField(
        label=_("Group"),
        queryset=Segment.objects.none(),
        required=False,
        empty_label=_("to be chosen later"),
    )
    subject = forms.CharField(label=_("Subject"), max_length=120)
    body = forms.CharField(label=_("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 12}))
    sessions = forms.ModelMultipleChoiceField(
        label=_("Sessions to announce"),
        queryset=Session.objects.none(),
        required=False,
        widget=FoldedChoices(_("none: the e-mail leads to all the workshops")),
        help_text=_("Day, place and link to sign up are written by themselves, at the end of the text."),
    )

    def __init__(
        self,
        data: Any,
        *,
        segments: models.QuerySet[Segment],
        sessions: models.QuerySet[Session],
        mailing: Mailing | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        initial_values = {
            "segment": mailing.segment_id,
            "subject": mailing.subject,
            "body": mailing.body,
            "sessions": mailing.session_ids,
        } if mailing else (initial or {})  # fmt: skip
        super().__init__(_with_insertion(data), initial=initial_values)
        _offer(self.fields["segment"], segments)
        _offer(self.fields["sessions"], sessions)
        self.fields["sessions"].label_from_instance = session_label  # type: ignore[attr-defined]  # a choice of rows

    @property
    def is_inserting(self) -> bool:
        """Only a field was put in the text: there is nothing to save yet."""
        return bool(self.data) and INSERT_BUTTON in self.data

    def clean_subject(self) -> str:
        subject = _only_known(self.cleaned_data["subject"])
        if f"{{{text.SESSIONS}}}" in subject:
            raise forms.ValidationError(_("The sessions are too long for a subject: write them in the text."))
        return subject

    def clean_body(self) -> str:
        return _only_known(self.cleaned_data["body"])

    @property
    def act_arguments(self) -> dict[str, Any]:
        """What the acts take."""
        data = self.cleaned_data
        return {
            "segment": data["segment"],
            "subject": " ".join(data["subject"].split()),
            "body": data["body"],
            "session_ids": [session.pk for session in data["sessions"]],
        }


class NoticeForm(forms.Form):
    """Since when people are told, as they sign up, that they may be written to and may refuse."""

    since_on = forms.DateField(label=_("They are told since the day"), widget=DateInput)


def session_label(session: Session) -> str:
    return f"{full_day(session.occasion.starts_at)}, {session.venue.commune.name} – {session.theme.title}"


def _only_known(value: str) -> str:
    unknown_fields = text.unknown_names(value)
    if unknown_fields:
        raise forms.ValidationError(
            _("We don’t know %(what)s. Use the buttons under the text, or take that word out.")
            % {"what": ", ".join(unknown_fields)}
        )
    return value


def _with_insertion(data: Any) -> Any:
    """The text with the field whose button was pressed, at its end: it works without script."""
    name = data.get(INSERT_BUTTON) if data else None
    if name not in text.FIELDS:
        return data or None
    changed = data.copy()
    changed["body"] = f"{data.get('body', '').rstrip()} {{{name}}}".strip()
    return changed


def _initial_of(segment: Segment) -> dict[str, Any]:
    chosen = segment.chosen
    commune = Commune.objects.filter(pk=chosen.commune).first() if chosen.commune else None
    return {**segment.criteria, "name": segment.name, "commune": commune}


def _choose(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.MultipleChoiceField)
    by_label = sorted(choices, key=lambda pair: pair[1])
    field.choices = by_label


def _offer(field: forms.Field, rows: models.QuerySet[Any]) -> None:
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


# To which relays something is sent; what a relay answers.


class RelayFilterForm(forms.Form):
    """Which relays: by territory, by kind, by what they like; or one, whose number stands in the address."""

    epci = forms.ModelChoiceField(
        label=_("Territory"), queryset=Epci.objects.order_by("name"), required=False, empty_label=_("All")
    )
    kind = forms.ChoiceField(
        label=_("Kind of relay"), required=False, choices=[("", _("All")), *Relay.Kind.choices]
    )
    likes = forms.ChoiceField(
        label=_("What they like to receive"), required=False, choices=[("", _("All")), *MaterialShape.choices]
    )
    even_so = forms.BooleanField(
        label=_("Also those who had it, to whom we wrote lately, or who prefer another month"), required=False
    )
    relay = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def plan_arguments(self) -> dict[str, Any]:
        """As `queries.kit_sendings.plan_of` takes it; what is not understood chooses nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        epci, relay = data.get("epci"), data.get("relay")
        return {
            "epci_code": epci.pk if epci else "",
            "relay_kind": data.get("kind", ""),
            "likes": data.get("likes", ""),
            "only": [relay] if relay else [],
            "even_so": bool(data.get("even_so")),
        }


class AnswerForm(forms.ModelForm[Sending]):
    """One answer, and a few words."""

    class Meta:
        model = Sending
        fields = ["answer", "answer_text"]
        widgets = {"answer": forms.RadioSelect}
        help_texts = {
            "answer_text": _("For instance: “in the bulletin of March”, “thirty A5 flyers, please”.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer = self.fields["answer"]
        assert isinstance(answer, forms.TypedChoiceField)
        answer.choices, answer.required = Sending.Answer.choices, True

    def _post_clean(self) -> None:
        """The form only validates: the act writes, so the instance is left as it was."""
