"""What was typed wrong is said in our words: Django's own reach nobody."""

from typing import Any

import pytest
from django import forms
from django.forms.forms import BaseForm

from etabli.foundation.ui.numbers import AmountField, WholeField


class Every(forms.Form):
    email = forms.EmailField()
    site = forms.URLField(assume_scheme="https")
    day = WholeField(min_value=1, max_value=31)
    amount = AmountField(min_value=0.01, max_digits=6)
    plain = forms.IntegerField(max_value=1200)
    word = forms.CharField(max_length=3)


GOOD = {
    "email": "a@example.org",
    "site": "exemple.fr",
    "day": "3",
    "amount": "12,5",
    "plain": "4",
    "word": "oui",
}


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("email", "06 12 34 56 78", "Écrivez l’adresse e-mail en entier, par exemple nom@exemple.fr."),
        ("site", "mon site", "Écrivez l’adresse du site en entier, par exemple https://www.exemple.fr."),
        ("day", "32", "C’est trop : 31 au plus."),
        ("day", "0", "Ce n’est pas assez : 1 au moins."),
        ("amount", "0", "Ce n’est pas assez : 0,01 au moins."),
        ("amount", "12,5555", "Pas plus de 2 chiffres après la virgule."),
        ("plain", "1201", "C’est trop : 1200 au plus."),
        ("word", "oui !", "Votre texte compte 5 signes, pour 3 au plus"),
    ],
)
def test_a_fault_is_said_in_our_words(name: str, typed: str, said: str) -> None:
    form = Every({**GOOD, name: typed})
    assert list(form.errors) == [name]
    (sentence,) = form.errors[name]
    assert " ".join(str(sentence).split()).startswith(said)


def _all_forms(base: type[BaseForm]) -> list[type[BaseForm]]:
    return [form for each in base.__subclasses__() for form in (each, *_all_forms(each))]


def test_no_field_was_made_before_its_words() -> None:
    """A field takes its sentences when its class is read."""
    fields: list[tuple[str, Any]] = [
        (f"{form.__name__}.{name}", field)
        for form in _all_forms(BaseForm)
        if form.__module__.startswith("etabli.")
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.URLField)
    ]
    assert not [place for place, field in fields if "valide" in str(field.error_messages["invalid"])]
