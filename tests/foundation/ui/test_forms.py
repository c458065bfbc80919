"""Forms are right by default."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.template import Context, Template

from etabli.foundation.ui.forms import (
    DateInput,
    FileDrop,
    FoldedChoices,
    Folds,
    NameField,
    Suggest,
    form_problems,
)


class SignUp(forms.Form):
    name = forms.CharField(label="Name")
    email = forms.EmailField(label="E-mail.", help_text="For the <b>confirmation</b>.")
    siret = forms.CharField(label="SIRET", required=False)
    on = forms.DateField(label="Day", required=False, widget=DateInput())
    how = forms.ChoiceField(
        label="How?", widget=forms.RadioSelect, choices=[("a", "By road"), ("b", "By boat")]
    )
    agreed = forms.BooleanField(label="I agree")

    def clean(self) -> None:
        if "boom" in self.data:
            raise forms.ValidationError("The session is full.")


class Ids(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: dict[str, dict[str, str | None]] = {}
        self.described: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
            self.tags[str(given["id"])] = given
        self.described += (given.get("aria-describedby") or "").split()
        if (given.get("href") or "").startswith("#"):
            self.links.append(str(given["href"])[1:])


def shown(form: forms.Form) -> str:
    return Template('{% load ui %}{% form form submit="Send" %}').render(
        Context({"form": form, "csrf_token": "x"})
    )


def test_an_untouched_form_shows_no_error() -> None:
    html = shown(SignUp())
    assert 'role="alert"' not in html
    assert "wrong" not in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert "novalidate" in html


def test_errors_are_tied_to_their_field_and_listed_on_top() -> None:
    html = shown(SignUp({"email": "mason@", "boom": "1"}))
    read = Ids(html)
    assert len(read.ids) == len(set(read.ids))
    assert set(read.described) <= set(read.ids)
    assert set(read.links) <= set(read.ids)
    assert {"id_email", "id_name", "id_agreed", "id_how_0"} <= set(read.links)
    assert read.tags["id_email"]["aria-invalid"] == "true"
    assert read.tags["id_email"]["aria-describedby"] == "id_email_helptext id_email_error"
    assert "The session is full." in html
    assert html.index('role="alert"') < html.index("id_name")


def test_what_was_typed_is_kept() -> None:
    html = shown(SignUp({"email": "mason@", "how": "b", "on": "2027-01-14", "agreed": "on"}))
    assert 'value="mason@"' in html
    assert 'value="2027-01-14"' in html
    assert re.search(r'value="b"[^>]*checked', html)
    assert re.search(r'id="id_agreed"[^>]*checked', html)


def test_the_browser_is_told_what_to_fill() -> None:
    read = Ids(shown(SignUp()))
    assert read.tags["id_name"]["autocomplete"] == "name"
    assert read.tags["id_email"]["autocomplete"] == "email"
    assert read.tags["id_email"]["type"] == "email"
    assert read.tags["id_siret"]["inputmode"] == "numeric"
    assert read.tags["id_on"]["type"] == "date"


def test_only_the_optional_is_marked() -> None:
    html = shown(SignUp())
    assert html.count('class="optional"') == 2


def test_help_is_escaped() -> None:
    assert "For the &lt;b&gt;" in shown(SignUp())


def test_choices_are_cards_whose_label_holds_the_control() -> None:
    html = shown(SignUp())
    assert html.count('class="choice"') == 3
    assert "<legend>How?" in html
    assert html.count("I agree") == 1


def test_a_plain_form_is_rendered_the_same() -> None:
    assert 'class="choice"' in Template("{{ form }}").render(Context({"form": SignUp()}))


def test_problems_name_the_field_without_its_punctuation() -> None:
    problems = form_problems(SignUp({"boom": "1"}))
    assert problems[0] == ("", "The session is full.", "")
    assert "E-mail" in [label for label, _sentence, _target in problems]


class Typed(forms.Form):
    commune = forms.CharField(widget=Suggest("nowhere:at-all"))
    photos = forms.FileField(widget=FileDrop(accept="image/*", multiple=True))


def test_suggestions_need_neither_script_nor_source() -> None:
    form = Typed()
    html = str(form["commune"])
    assert "<script" not in html
    assert "radio" not in html
    form.fields["commune"].widget.suggestions = [("Bourg", "<Blaye>")]
    html = str(form["commune"])
    assert '<input type="radio" name="commune" value="Bourg">' in html
    assert "&lt;Blaye&gt;" in html


def test_a_file_drop_is_a_file_field_with_its_limit(settings: Any) -> None:
    settings.FILE_LIMIT_BYTES = 5000
    form = Typed()
    assert form.is_multipart()
    read = Ids(str(form["photos"]))
    assert read.tags["id_photos"]["type"] == "file"
    assert "multiple" in read.tags["id_photos"]
    assert 'data-most="5000"' in str(form["photos"])


@pytest.mark.parametrize(
    "name",
    [
        "Marie-Claude de La Tour du Pin",
        "St.Jean",
        "J. Dupont",
        "Müller & fils",
        "Atelier 33",
        "Zoé\u0308 Ño",
        "李 明",
    ],
)
def test_a_name_is_taken_as_people_write_it(name: str) -> None:
    assert NameField().clean(name)


class Trip(Folds, forms.Form):
    FOLDS = (("Le retour", ("day", "note")),)

    place = forms.CharField()
    day = forms.IntegerField(required=False)
    note = forms.CharField(required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class ReadOver(Trip):
    opens_filled = True


def folds(form: forms.Form) -> tuple[bool, str]:
    """Whether the group of fields is open, and what it says of itself."""
    html = str(form)
    assert all(html.count(f'name="{name}"') == 1 for name in form.fields)
    found = re.search(r"<details class=\"more\"( open)?><summary>(.*?)</summary>", html)
    assert found is not None
    return bool(found[1]), found[2]


def test_what_is_seldom_filled_in_is_folded_and_says_how_much_of_it_is() -> None:
    assert folds(Trip()) == (False, "Le retour")
    assert folds(Trip(initial={"day": 3})) == (False, "Le retour\u00a0: 1 rempli")
    assert folds(ReadOver()) == (False, "Le retour")
    assert folds(ReadOver(initial={"note": "late"})) == (True, "Le retour\u00a0: 1 rempli")


def test_a_fault_opens_what_is_folded() -> None:
    is_open, summary = folds(Trip({"place": "Bazas", "day": "soon", "note": "late"}))
    assert is_open
    assert summary == "Le retour\u00a0: 2 remplis"


class Places(forms.Form):
    names = forms.MultipleChoiceField(
        choices=[(f"{n}", f"Place {n}") for n in range(12)], widget=FoldedChoices("Nowhere")
    )


@pytest.mark.parametrize(
    ("ticked", "summary"),
    [(0, "Nowhere"), (2, "Place 0, Place 1"), (12, "12 cases cochées sur 12")],
)
def test_many_boxes_are_folded_under_their_names_or_their_number(ticked: int, summary: str) -> None:
    html = str(Places(initial={"names": [f"{n}" for n in range(ticked)]}))
    assert f"<summary>{summary}</summary>" in html


class DayForm(forms.Form):
    on = forms.DateField(widget=DateInput)
    until = forms.DateField(widget=DateInput, required=False)
    own = forms.DateField(widget=DateInput, error_messages={"required": "Quel jour ?"})
    name = forms.CharField()


@pytest.mark.parametrize("typed", ["", "2027-02-31", "31/02/2027", "demain"])
def test_a_day_that_does_not_exist_is_told_though_the_browser_sends_nothing(typed: str) -> None:
    form = DayForm({"on": typed, "until": typed, "own": "", "name": ""})
    said = "Donnez une date qui existe, par exemple 28/02/2027."
    assert form.errors["on"] == [said]
    assert form.errors.get("until", []) == ([said] if typed else [])
    assert form.errors["own"] == ["Quel jour ?"]
    assert form.errors["name"] == ["Ce champ est obligatoire."]
