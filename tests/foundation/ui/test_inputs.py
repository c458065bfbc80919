"""An `<input>` or a `<select>` that we write is, word for word, the one that Django's templates write."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from etabli.foundation.ui.forms import Renderer

WIDGETS: list[tuple[forms.Widget, Any]] = [
    (forms.TextInput({"maxlength": 120, "class": 'a "b"'}), '<b> & "c"'),
    (forms.TextInput({"required": True, "disabled": False, "title": mark_safe("&amp;")}), None),
    (forms.EmailInput({"size": None}), ""),
    (forms.NumberInput({"step": 0.5}), 1234.5),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput({"id": "x"}), "yes"),
    (forms.HiddenInput(), 0),
    (forms.PasswordInput(), "secret"),
    (forms.FileInput({"accept": ".pdf"}), None),
    (forms.Select({"required": True}, [("", "…"), (1, 'one "<b>"'), ("G", [(2, 2.5), ("<", "three")])]), 2),
    (forms.SelectMultiple({}, [("a", "A"), ("b", mark_safe("<i>B</i>")), (None, "C")]), ["a", "b"]),
    (forms.NullBooleanSelect(), True),
    (forms.Select(), None),
]


@pytest.mark.parametrize(("widget", "value"), WIDGETS, ids=lambda one: type(one).__name__)
def test_the_same_as_djangos(widget: forms.Widget, value: Any) -> None:
    for name in ("name", 'n"<'):
        theirs = widget.render(name, value, {"id": "id_name"}, DjangoTemplates())
        assert widget.render(name, value, {"id": "id_name"}, Renderer()) == theirs
