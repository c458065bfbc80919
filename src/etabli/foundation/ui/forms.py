"""Forms as we write them: settings name `Renderer` as FORM_RENDERER, and `{{ form }}` is right by default."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.exceptions import TemplateDoesNotExist
from django.utils.translation import gettext as _

# What a browser may fill by itself (WCAG 1.3.5), by the field's name.
AUTOCOMPLETE = {
    "name": "name",
    "first_name": "given-name",
    "last_name": "family-name",
    "email": "email",
    "phone": "tel",
    "organisation": "organization",
    "business": "organization",
    "address": "street-address",
    "postal_code": "postal-code",
    "commune": "address-level2",
    "website": "url",
    "code": "one-time-code",
    "siret": "off",
}
DIGITS = frozenset({"siret", "siren", "postal_code", "code"})


class Renderer(DjangoTemplates):
    """Our form, field and widget templates, before Django's own."""

    form_template_name = "ui/form/fields.html"
    formset_template_name = "ui/form/formset.html"
    field_template_name = "ui/form/field.html"

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("django/forms/"):
            try:
                return super().get_template(template_name.replace("django/forms/", "ui/form/", 1))
            except TemplateDoesNotExist:
                pass
        return super().get_template(template_name)


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"type": "date", **(attrs or {})}, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"type": "time", **(attrs or {})}, format="%H:%M")


def is_unwritten(widget: forms.Widget) -> bool:
    """A control that nobody types in: a box to tick, a file, a hidden value."""
    return getattr(widget, "input_type", "text") in ("checkbox", "radio", "file", "hidden")


def helping_attributes(field: forms.BoundField) -> dict[str, Any]:
    """The attributes that spare typing: autocomplete and the right keyboard, unless the form said otherwise."""
    given, kind = field.field.widget.attrs, field.field
    added: dict[str, Any] = {}
    widget = field.field.widget
    if not isinstance(widget, forms.widgets.Input | forms.Textarea) or is_unwritten(widget):
        return added
    if "autocomplete" not in given and field.name in AUTOCOMPLETE:
        added["autocomplete"] = AUTOCOMPLETE[field.name]
    if "inputmode" not in given:
        if field.name in DIGITS or type(kind) is forms.IntegerField:
            added["inputmode"] = "numeric"
        elif isinstance(kind, forms.DecimalField | forms.FloatField):
            added["inputmode"] = "decimal"
        elif field.name == "phone":
            added["inputmode"] = "tel"
    return added


def problems(form: forms.BaseForm) -> list[tuple[str, str, str]]:
    """(label, sentence, id of the control) for each error; those of the whole form come first, without an id."""
    if not form.is_bound:
        return []
    found = [("", str(error), "") for error in form.non_field_errors()]
    for field in form:
        target = field.id_for_label or field.auto_id
        if field.is_hidden:
            target = ""
        elif field.use_fieldset:
            target = f"{field.auto_id}_0"
        label = str(field.label or _("This field")).rstrip(".: ")
        found += [(label, str(error), target) for error in field.errors]
    return found
