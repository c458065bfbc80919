"""Forms of moderation: they validate, and save nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.community.moderation.models import MAX_TEXT_LENGTH, Limits, Report
from etabli.community.moderation.reasons import OTHER, reasons_of
from etabli.foundation.people.contact import ConfirmsAddress
from etabli.foundation.ui.forms import NoMachine


def _text_field(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=MAX_TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class RefusalForm(forms.Form):
    """Why it is not published, or no longer seen."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason: its author will read it.")},
    )
    words = _text_field(
        _("What you add"),
        required=False,
        help_text=_("What to change, for instance. Its author reads the reason and these words."),
    )

    def __init__(self, *args: Any, organisation_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(reason.code, reason.text) for reason in reasons_of(organisation_id) if reason.is_offered]
        self.fields["reason"].choices = [*choices, (OTHER, _("Another reason, in your words"))]  # type: ignore[attr-defined]  # a choice field


class ReportForm(ConfirmsAddress, NoMachine):
    """What is wrong with a thing that one sees."""

    reason = forms.ChoiceField(label=_("What is wrong?"), choices=Report.Reason, widget=forms.RadioSelect)
    text = _text_field(_("In your words"), required=False, help_text=_("What you saw, and where."))
    email = forms.EmailField(
        label=_("Your e-mail"),
        required=False,
        help_text=_("Only if you wish to know what comes of it. Nobody else gets it."),
    )

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_known:
            del self.fields["email"]  # we know where to tell them


class AppealForm(forms.Form):
    text = _text_field(_("Why you disagree"), help_text=_("Say what the moderators may have misread."))


class AnswerForm(forms.Form):
    """Somebody else looks again."""

    accept = forms.TypedChoiceField(
        label=_("Your decision"),
        choices=[("yes", _("Publish it after all")), ("no", _("Keep the decision"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = _text_field(_("Your answer to the author"))


class ReasonForm(forms.Form):
    text = forms.CharField(
        label=_("The reason, as its author reads it"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two short sentences, without jargon."),
    )
    is_offered = forms.BooleanField(label=_("Moderators may choose it"), required=False, initial=True)


class LimitsForm(forms.ModelForm):  # type: ignore[type-arg]  # django-stubs asks at type checking only
    """The board's choices; it validates, and `actions.set_limits` saves."""

    class Meta:
        model = Limits
        fields = ["accepted_needed", "days_needed", "daily_limit", "reports_needed", "remind_after_hours"]
        help_texts = {
            "accepted_needed": _("What a new member publishes is read first, until that many were accepted."),
            "days_needed": _("Or until that many days after they joined."),
            "reports_needed": _("The thing stays where people see it until a moderator decides."),
        }
