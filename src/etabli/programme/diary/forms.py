"""What is asked wherever a day is chosen."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _, gettext_lazy


class AnywayField(forms.MultipleChoiceField):
    """What somebody agrees to all the same. It is empty until `ask` puts there what stands against the form."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("All the same?"), required=False)

    def valid_value(self, value: object) -> bool:
        """What was agreed to may no longer be asked: the day was changed since."""
        return True


def ask(form: forms.Form, doubts: Mapping[str, str], *, name: str = "anyway") -> None:
    """Refuse a form, from its `clean`, until each of these is agreed to by name in its AnywayField.

    `doubts`: by a key that says what of (a day), the sentence that is ticked.
    """
    field = form.fields[name]
    assert isinstance(field, AnywayField)
    field.choices = list(doubts.items())
    if doubts.keys() - set(form.cleaned_data.get(name, [])):
        form.add_error(name, _("Change it above, or tick below what you want all the same."))
