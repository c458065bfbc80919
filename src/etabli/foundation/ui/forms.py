"""Forms as we write them: settings name `Renderer` as FORM_RENDERER, and `{{ form }}` is right by default."""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar
from unicodedata import normalize

from django import forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest, JsonResponse
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.ui.page_urls import address_of

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
MAX_NAMED = 8  # boxes ticked that a folded list names; more are counted
DIGIT_FIELDS = frozenset({"siret", "siren", "postal_code", "code"})

DJANGO_FOLDER, OWN_FOLDER = "django/forms/", "ui/form/"
_FOLDER = Path(__file__).parent / "templates" / OWN_FOLDER
REPLACED_TEMPLATES = frozenset(path.relative_to(_FOLDER).as_posix() for path in _FOLDER.rglob("*.html"))
# Django's templates of one `<input>`, each of which includes another that includes a third.
INPUT_TEMPLATES = frozenset(
    f"{DJANGO_FOLDER}widgets/{kind}.html"
    for kind in (
        "checkbox", "color", "date", "datetime", "email", "file", "hidden", "number", "password", "search", "tel",
        "text", "time", "url",
    )
)  # fmt: skip
SELECT_TEMPLATE = f"{DJANGO_FOLDER}widgets/select.html"  # which includes another for each option


NO_DAY = gettext_lazy("Give a date that exists, for example 28/02/2027.")


class Field(forms.BoundField):
    """A field of a form, which tells its template what to show, each thing worked out once.

    A browser sends nothing for a day that doesn’t exist, as for one that was left empty: one sentence (`NO_DAY`)
    answers both, unless the form has its own."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if isinstance(field.widget, DateInput):
            usual = {**forms.Field.default_error_messages, **forms.DateField.default_error_messages}
            own = {code: text for code, text in field.error_messages.items() if text is not usual.get(code)}
            field.error_messages |= {"required": NO_DAY, "invalid": NO_DAY, **own}

    def get_context(self) -> dict[str, Any]:
        return {
            "field": self,
            "label": str(self.label),
            "help": str(self.help_text),
            "errors": self.errors,
            "id": self.auto_id,
            "target": self.id_for_label,
            "optional": not self.field.required,
            "control": self.as_widget(attrs=autofill_attributes(self)),
            "is_group": self.use_fieldset,
            "is_box": self.widget_type == "checkbox",
            "is_question": getattr(self.field, "is_question", False),
        }


class Renderer(DjangoTemplates):
    """Our form, field and widget templates, before Django's own; an `<input>`, a `<select>` are written without one."""

    form_template_name = "ui/form/fields.html"
    formset_template_name = "ui/form/formset.html"
    field_template_name = "ui/form/field.html"
    bound_field_class = Field

    def get_template(self, template_name: str) -> Any:
        own_name = template_name.removeprefix(DJANGO_FOLDER)
        return super().get_template(
            OWN_FOLDER + own_name if own_name in REPLACED_TEMPLATES else template_name
        )

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if template_name in INPUT_TEMPLATES:
            return input_tag(context["widget"])
        if template_name == SELECT_TEMPLATE:
            return select_tag(context["widget"])
        return str(super().render(template_name, context, request))


def input_tag(widget: Mapping[str, Any]) -> SafeString:
    """An `<input>`, word for word as Django's templates write it from a widget's context."""
    value = widget["value"]
    value_attribute = "" if value is None else f' value="{conditional_escape(value)}"'
    name, attributes = conditional_escape(widget["name"]), _attributes(widget)
    return mark_safe(f'<input type="{widget["type"]}" name="{name}"{value_attribute}{attributes}>')


def select_tag(widget: Mapping[str, Any]) -> SafeString:
    """A `<select>`, word for word as Django's templates write it."""
    lines = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget)}>']
    for group, options, _rank in widget["optgroups"]:
        lines += [f'  <optgroup label="{conditional_escape(localize(group))}">'] if group else []
        lines += [f"  {_option(option)}" for option in options]
        lines += ["  </optgroup>"] if group else []
    return mark_safe("\n".join([*lines, "</select>"]))


def _option(option: Mapping[str, Any]) -> str:
    value, label = conditional_escape(str(option["value"])), conditional_escape(localize(option["label"]))
    return f'<option value="{value}"{_attributes(option)}>{label}</option>\n'


def _attributes(widget: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


class NameField(forms.CharField):
    """What somebody is called, on one line. Mails greet by it: whoever types somebody else's address must not have us
    send them a link, a number to call or a sentence that passes for ours."""

    # Marks that hide in a word, so that it is not seen for what it is.
    UNSEEN = re.compile(
        r"[\u034f\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
    )
    LINK = re.compile(r"://|(?i:\bwww\.)|[^\s.]{2,}[.\u3002\uff0e\uff61](?![A-Z])[^\W\d_][^\s.]+")
    NUMBER = re.compile(r"(?:\d[ .-]?){6}")
    SENTENCE = re.compile(r"[!?:;]|(?:\S+\s+){7}\S")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 120, **kwargs})

    def clean(self, value: Any) -> str:
        name = " ".join(self.UNSEEN.sub("", normalize("NFC", str(super().clean(value)))).split())
        if self.LINK.search(name) or self.NUMBER.search(name) or self.SENTENCE.search(name):
            raise forms.ValidationError(
                _("Write a name as it is said: neither a sentence, nor the address of a site, nor a number.")
            )
        return name


class UncutField(forms.CharField):
    """A text of which the browser cuts nothing: what is too long is kept, and a sentence says by how much.

    An end of line counts for one sign, however the browser sends it.
    """

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class NoMachine(forms.Form):
    """A form that anybody may send without an account: machines fill in its one field that nobody sees.

    A browser may have filled it by itself: it comes back empty, so that a person has only to send once more.
    """

    site = forms.CharField(  # type: ignore[call-arg]  # the stubs lack `template_name`
        label=gettext_lazy("Leave this empty"),
        required=False,
        template_name="ui/form/trap.html",
        widget=forms.PasswordInput(attrs={"type": "text", "tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_site(self) -> str:
        if self.cleaned_data["site"]:
            raise forms.ValidationError(_("Nothing was sent yet: send it once more, please."))
        return ""


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"type": "date", **(attrs or {})}, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"type": "time", **(attrs or {})}, format="%H:%M")


class Folds(forms.BaseForm):
    """A long form: what is seldom filled in is folded, by groups, under their names. A fault opens them all.

    `FOLDS`: the name of each group, and its fields. `opens_filled`: a group that holds something opens by itself, where
    all of it is to be read over.
    """

    template_name = "ui/form/folds.html"
    FOLDS: ClassVar[tuple[tuple[str | Promise, tuple[str, ...]], ...]] = ()
    opens_filled = False

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that are not folded."""
        folded = {name for _label, names in self.FOLDS for name in names}
        return [field for field in self.visible_fields() if field.name not in folded]

    @property
    def folded(self) -> Iterator[tuple[str | Promise, list[forms.BoundField], int, bool]]:
        """The others, by group: its name, its fields, how many are filled in, whether it is open."""
        for label, names in self.FOLDS:
            fields = [self[name] for name in names if name in self.fields]
            filled = sum(self.is_filled(field) for field in fields)
            yield label, fields, filled, bool(self.errors or (self.opens_filled and filled))

    def is_filled(self, field: forms.BoundField) -> bool:
        """Whether this field holds something."""
        return bool(field.value())


class FoldedChoices(forms.CheckboxSelectMultiple):
    """Many boxes, folded under the names of those that are ticked, or their number; `when_none` says what it means to
    tick none."""

    template_name = "ui/form/widgets/folded.html"

    def __init__(self, when_none: str | Promise, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.when_none = when_none

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [option for _group, made, _index in context["widget"]["optgroups"] for option in made]
        ticked = [str(option["label"]) for option in options if option["selected"]]
        summary = ", ".join(ticked)
        if len(ticked) > MAX_NAMED:
            summary = _("%(n)s boxes ticked of %(total)s") % {"n": len(ticked), "total": len(options)}
        return {**context, "summary": summary or self.when_none}


class Suggest(forms.TextInput):
    """A text with suggestions: as one types, from the address named `source` (JSON, see `suggestions`), and without
    script as a list to choose from under the field, when the form's check has put (value, detail) pairs in `found`."""

    template_name = "ui/form/widgets/suggest.html"

    def __init__(self, source: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.source = source
        self.suggestions: list[tuple[str, str]] = []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        # A site without that app has a plain field.
        return {**context, "source": address_of(self.source), "suggestions": self.suggestions}


def without_memory(form: forms.BaseForm) -> None:
    """For a device that others use after: the browser keeps nothing of what is typed, and no suggestion is asked for,
    since no other address answers there."""
    for field in form.fields.values():
        if not is_not_typed(field.widget):
            field.widget.attrs["autocomplete"] = "off"
        if isinstance(field.widget, Suggest):
            field.widget.source = ""


def suggestions(pairs: Iterable[tuple[str, str]]) -> JsonResponse:
    """What the page at a `Suggest` widget's address answers to `?q=`: what to write, and what tells it from others."""
    return JsonResponse({"found": [{"value": value, "detail": detail} for value, detail in pairs]})


class FileDrop(forms.FileInput):
    """A file, or several with `multiple`: chosen, dropped or taken by the camera; listed with their sizes before they
    are sent, and without script sent as they are. One over `most_bytes` (FILE_LIMIT_BYTES) is shown as too heavy."""

    template_name = "ui/form/widgets/drop.html"

    def __init__(self, *, accept: str, multiple: bool = False, most_bytes: int = 0) -> None:
        self.allow_multiple_selected = multiple
        self.most_bytes = most_bytes
        super().__init__({"accept": accept, **({"multiple": True} if multiple else {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return {
            **context,
            "most_bytes": self.most_bytes or settings.FILE_LIMIT_BYTES,
            "multiple": self.allow_multiple_selected,
        }


def is_not_typed(widget: forms.Widget) -> bool:
    """A control that nobody types in: a box to tick, a file, a hidden value."""
    return getattr(widget, "input_type", "text") in ("checkbox", "radio", "file", "hidden")


def autofill_attributes(field: forms.BoundField) -> dict[str, Any]:
    """The attributes that spare typing: autocomplete and the right keyboard, unless the form said otherwise."""
    given, kind = field.field.widget.attrs, field.field
    attributes: dict[str, Any] = {}
    widget = field.field.widget
    if not isinstance(widget, forms.widgets.Input | forms.Textarea) or is_not_typed(widget):
        return attributes
    if "autocomplete" not in given and field.name in AUTOCOMPLETE:
        attributes["autocomplete"] = AUTOCOMPLETE[field.name]
    if "inputmode" not in given:
        if isinstance(kind, forms.DecimalField | forms.FloatField):
            attributes["inputmode"] = "decimal"
        elif field.name in DIGIT_FIELDS or isinstance(kind, forms.IntegerField):
            attributes["inputmode"] = "numeric"
        elif field.name == "phone":
            attributes["inputmode"] = "tel"
    return attributes


def form_problems(form: forms.BaseForm) -> list[tuple[str, str, str]]:
    """(label, sentence, id of the control) for each error; those of the whole form come first, without an id. A
    question that the answers to others raised (`is_question`) is no error: `question_fields`."""
    if not form.is_bound:
        return []
    problems = [("", str(error), "") for error in form.non_field_errors()]
    for field in form:
        if field in question_fields(form):
            continue
        target = field.id_for_label or field.auto_id
        if field.is_hidden:
            target = ""
        elif field.use_fieldset:
            target = f"{field.auto_id}_0"
        label = str(field.label or _("This field")).rstrip(".: ")
        problems += [(label, str(error), target) for error in field.errors]
    return problems


def forgets_some_input(form: forms.BaseForm) -> bool:
    """Whether something of what was typed is not written back in the page (a widget's `is_forgotten`)."""
    return any(getattr(field.field.widget, "is_forgotten", False) for field in form)


def question_fields(form: forms.BaseForm) -> list[forms.BoundField]:
    """The fields of a form that ask something because of what was typed in others."""
    return [field for field in form if getattr(field.field, "is_question", False)]


def version_of(*values: str) -> str:
    """What a page sends back of the values that it showed, so that a newer save of another page is not lost unseen."""
    return sha256("\0".join(values).encode()).hexdigest()[:16]


def refuse_unseen_changes(form: forms.BaseForm, today: Mapping[str, str]) -> None:
    """For a form's `clean`: refuse once, by each field, to write over what another page has kept since this one came.

    `today`: by field, what is kept; the page sent back `shown`, the `version_of` what it showed. A page that sent none
    is not asked.
    """
    current = version_of(*today.values())
    if form.data.get("shown", current) == current:
        return
    for name, theirs in today.items():
        if name in form.cleaned_data and form.cleaned_data[name] != theirs:
            labels = dict(getattr(form.fields[name], "choices", ()))
            sentence = _("Changed meanwhile: “%(theirs)s”. What you typed is still here: choose.")
            params = {"theirs": labels.get(theirs, theirs) or "–"}
            form.add_error(name, forms.ValidationError(sentence, params=params))
