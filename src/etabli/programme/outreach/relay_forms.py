"""To which relays something is sent; what a relay answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.programme.outreach.models import Sending
from etabli.territory.places.models import Epci
from etabli.territory.relays.models import Liking, Relay


class ChoiceForm(forms.Form):
    """Which relays: by territory, by kind, by what they like; or one, whose number stands in the address."""

    epci = forms.ModelChoiceField(
        label=_("Territory"), queryset=Epci.objects.order_by("name"), required=False, empty_label=_("All")
    )
    kind = forms.ChoiceField(
        label=_("Kind of relay"), required=False, choices=[("", _("All")), *Relay.Kind.choices]
    )
    likes = forms.ChoiceField(
        label=_("What they like to receive"), required=False, choices=[("", _("All")), *Liking.choices]
    )
    even_so = forms.BooleanField(
        label=_("Also those who had it, to whom we wrote lately, or who prefer another month"), required=False
    )
    relay = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def chosen(self) -> dict[str, Any]:
        """As `queries.rounds.plan_of` takes it; what is not understood chooses nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        epci, relay = given.get("epci"), given.get("relay")
        return {
            "epci_code": epci.pk if epci else "",
            "relay_kind": given.get("kind", ""),
            "likes": given.get("likes", ""),
            "only": [relay] if relay else [],
            "even_so": bool(given.get("even_so")),
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
