"""An address that looks mistyped: what was likely meant, and the form that asks once and keeps all that was typed."""

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from hypothesis import given, strategies as st

from etabli.community.association.forms import JoinForm
from etabli.community.directory.forms.contact import ContactForm
from etabli.community.jobs.forms import AlertForm, ApplicationForm, OfferForm
from etabli.community.moderation.forms import ReportForm
from etabli.foundation.people.contact import ConfirmsAddress
from etabli.foundation.people.engine.mistyped import PROVIDERS, likely_address
from etabli.foundation.people.forms import AddressForm
from etabli.procurement.briefs.forms.writing import KeepForm
from etabli.programme.workshops.sign_up_forms import SignUpForm
from etabli.programme.workshops.themes.forms import AskForm

MEANT = {
    "zoe@gmial.com": "zoe@gmail.com",
    "zoe@gmail.con": "zoe@gmail.com",
    "zoe@gmail.fr": "zoe@gmail.com",
    "zoe@gmailcom": "zoe@gmail.com",
    "zoe@gmail,com": "zoe@gmail.com",
    "zoe@gmail..com": "zoe@gmail.com",
    "zoe@@gmail.com": "zoe@gmail.com",
    "zoe @gmail.com": "zoe@gmail.com",
    "zoe..x@gmail.com": "zoe.x@gmail.com",
    "zoe@orange": "zoe@orange.fr",
    "zoe@orange.con": "zoe@orange.fr",
    "zoe@ornage.fr": "zoe@orange.fr",
    "zoe@wanado.fr": "zoe@wanadoo.fr",
    "zoe@hotmial.fr": "zoe@hotmail.fr",
    "zoe@hotmal.com": "zoe@hotmail.com",
    "zoe@outlok.fr": "zoe@outlook.fr",
    "zoe@laposte.fr": "zoe@laposte.net",
    "zoe@fere.fr": "zoe@free.fr",
    "zoe@maconnerie-exemple.con": "zoe@maconnerie-exemple.com",
    "Zoe@GMIAL.com": "Zoe@gmail.com",
}
RIGHT = [
    "zoe@example.org", "zoe@maconnerie-exemple.fr", "zoe@exemple.photo", "zoe@hotmail.be", "zoe@yahoo.co.uk",
    "zoe@orange.com", "zoe@mail.com", "zoe@five.fr", "zoe@fre.fr", "zoe@ymail.com", " zoe@gmail.com ", "Zoe@Gmail.com",
    "05 36 49 00 00", "", "zoe", "@", "@orange", '"a b"@example.org',
]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), MEANT.items())
def test_what_was_likely_meant(typed: str, meant: str) -> None:
    assert likely_address(typed) == meant


@pytest.mark.parametrize("typed", RIGHT)
def test_what_looks_right_is_left_alone(typed: str) -> None:
    assert likely_address(typed) == ""


@pytest.mark.parametrize("domain", PROVIDERS)
def test_no_known_provider_is_doubted(domain: str) -> None:
    assert likely_address(f"zoe@{domain}") == ""


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_what_is_proposed_is_never_doubted(local: str, domain: str) -> None:
    meant = likely_address(f"{local}@{domain}")
    assert likely_address(meant) == ""


def form(**typed: str) -> AlertForm:
    return AlertForm({"rhythm": "weekly", "site": "", **typed})


def test_it_is_asked_with_two_buttons_and_what_was_typed_stays() -> None:
    asked = form(email="zoe@gmial.com")
    assert not asked.is_valid()
    page = asked.render()
    assert 'value="zoe@gmail.com"' in page
    assert "Vouliez-vous dire zoe@gmail.com" in page
    assert "Oui, c’est zoe@gmail.com" in page
    assert "Non, garder zoe@gmial.com" in page
    assert 'name="email" value="zoe@gmial.com"' in page
    assert list(asked.fields)[1:3] == ["email", "address_meant"], "right after the address"
    assert "email" not in asked.errors, "a question is no mistake"


def test_one_button_takes_what_is_proposed() -> None:
    taken = form(email="zoe@gmial.com", address_meant="zoe@gmail.com")
    assert taken.is_valid()
    assert taken.cleaned_data["email"] == "zoe@gmail.com"


def test_another_keeps_what_was_typed() -> None:
    kept = form(email="zoe@gmial.com", address_meant="zoe@gmial.com")
    assert kept.is_valid()
    assert kept.cleaned_data["email"] == "zoe@gmial.com"


def test_what_was_kept_is_not_asked_again_when_something_else_is_to_mend() -> None:
    kept = form(email="zoe@gmial.com", address_meant="zoe@gmial.com", rhythm="never")
    assert not kept.is_valid()
    page = kept.render()
    assert "Vouliez-vous" not in page
    assert '<input type="hidden" name="address_meant" value="zoe@gmial.com"' in page


def test_an_answer_about_another_address_counts_for_nothing() -> None:
    corrected = form(email="zoe@example.org", address_meant="zoe@gmail.com")
    assert corrected.is_valid()
    assert corrected.cleaned_data["email"] == "zoe@example.org"
    other = form(email="zoe@hotmial.fr", address_meant="mallory@example.org")
    assert not other.is_valid()


def test_what_can_be_no_address_is_proposed_and_not_kept() -> None:
    asked = form(email="zoe@orange")
    assert not asked.is_valid()
    assert "Vouliez-vous dire zoe@orange.fr" in asked.render()
    assert "Non, garder" not in asked.render()
    assert not form(email="zoe@orange", address_meant="zoe@orange").is_valid()
    assert form(email="zoe@orange", address_meant="zoe@orange.fr").is_valid()


def test_what_is_wrong_without_a_proposal_is_refused_as_before() -> None:
    refused = form(email="zoe")
    assert "email" in refused.errors
    assert "address_meant" not in refused.fields


@given(st.emails())
def test_an_address_that_is_well_formed_is_never_refused(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        return
    assert form(email=email, address_meant=email).is_valid() or len(email) > 200


def test_a_telephone_in_the_same_box_is_asked_nothing() -> None:
    asked = KeepForm({"name": "Zoé Exemple", "contact": "05 36 49 00 00", "site": ""})
    assert asked.is_valid()
    asked = KeepForm(
        {"name": "Zoé Exemple", "contact": "zoe@orange", "address_meant": "zoe@orange.fr", "site": ""}
    )
    assert asked.is_valid()
    assert asked.cleaned_data["contact"] == ("zoe@orange.fr", "")


@pytest.mark.parametrize(
    "asks",
    [
        AddressForm,
        AlertForm,
        ApplicationForm,
        AskForm,
        ContactForm,
        JoinForm,
        KeepForm,
        OfferForm,
        ReportForm,
        SignUpForm,
    ],
)
def test_wherever_somebody_first_gives_their_own_address_it_is_asked(asks: type[ConfirmsAddress]) -> None:
    assert issubclass(asks, ConfirmsAddress)
    assert asks.address_field in asks.base_fields
