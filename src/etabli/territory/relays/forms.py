"""What the adviser types about a relay."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.territory.places.forms import CommuneField
from etabli.territory.places.models import Epci
from etabli.territory.relays.models import ContactNote, Relay


class RelayForm(forms.ModelForm[Relay]):
    """A relay: only its kind, its name and its commune are needed. `initial` holds the commune to change one."""

    commune = CommuneField(help_text=_("A name, or a postal code. A spelling mistake is no trouble."))

    class Meta:
        model = Relay
        fields = ["kind", "name", "commune"]
        widgets = {"kind": forms.RadioSelect}
        help_texts = {"name": _("As it will stand on the poster: “Mairie de Pauillac”.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["commune"] = self.instance.commune
        kind = self.fields["kind"]
        assert isinstance(kind, forms.TypedChoiceField)
        kind.choices = Relay.Kind.choices

    def _post_clean(self) -> None:
        """The form only validates: the act writes, so the instance is left as it was."""


class NoteForm(forms.ModelForm[ContactNote]):
    """One exchange."""

    class Meta:
        model = ContactNote
        fields = ["kind", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.TypedChoiceField)
        kind.choices = ContactNote.Kind.choices


class FilterForm(forms.Form):
    """Find a relay by name or commune, or within a territory."""

    q = forms.CharField(label=_("Name or commune"), required=False, max_length=80)
    epci = forms.ModelChoiceField(
        label=_("Territory"), queryset=Epci.objects.order_by("name"), required=False, empty_label=_("All")
    )
