"""Who holds what: noted, changed, taken off and back, printed; and no password among it."""

from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.drafts.models import Draft
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.protection import actions
from etabli.programme.protection.engine import looks_like_password
from etabli.programme.protection.models import HeldAccount
from tests import factories as make
from tests.armed import ArmedClient
from tests.pdf import faults

SHEET = "/protection/comptes/"
MAILBOX = {
    "kind": "mailbox",
    "name": "La boîte de l’atelier",
    "holder": "Ma fille Zoé",
    "email": "atelier@example.org",
    "recovery": "SMS au 06 00 00 00 00",
}
PASSWORDS = (
    "Soleil2024",
    "soleil33!",
    "P@ssw0rd",
    "azerty123",
    "mot de passe : bonjour",
    "mdp=chaton",
    "le code est 1234",
    "Code : 0000",
    "dans le tiroir, K7#mplqz",
    "pwd: toto",
    "B0nj0ur!!",
    "motdepasse*75",
    "code 4589",
    "1234",
)
NOT_PASSWORDS = (
    "SMS au 06 12 34 56 78",
    "le coffre de l’atelier, étage 2",
    "zoe.martin33@exemple.fr",
    "atelier33.exemple.fr",
    "https://atelier-exemple.fr/connexion2",
    "codes de secours imprimés, tiroir n°2",
    "le mot de passe oublié, par SMS",
    "Le mot de passe est dans le coffre",
    "mot de passe : chez ma fille",
    "ma fille, depuis 2019",
    "Dupont & Fils",
    "Martin&Fils",
    "Jean Pinisson",
    "papier dans le classeur bleu !",
    "",
)


@pytest.mark.parametrize("text", PASSWORDS)
def test_what_looks_like_a_password_is_seen(text: str) -> None:
    assert looks_like_password(text)


@pytest.mark.parametrize("text", NOT_PASSWORDS)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert not looks_like_password(text)


def test_a_name_may_end_with_figures() -> None:
    for name in ("Boulangerie33", "@atelier.bois33", "atelier_bois_33"):
        assert not looks_like_password(name, is_name=True)
    assert looks_like_password("Boulangerie33!", is_name=True)


def noted(person: Person, **values: str) -> HeldAccount:
    return actions.note_account(
        person=person, **{**MAILBOX, **values}, by=of_person(person), at=timezone.now()
    )


@pytest.mark.django_db
def test_an_account_is_noted_changed_taken_off_and_back(artisan: Any, person: Person) -> None:
    page = artisan.post(f"{SHEET}nouveau/", MAILBOX, follow=True).content.decode()
    account = HeldAccount.objects.get()
    assert "Ma fille Zoé" in page
    assert "Pas encore sur la feuille" in page
    artisan.post(f"{SHEET}{account.pk}/", MAILBOX | {"holder": "Moi"})
    assert HeldAccount.objects.get().holder == "Moi"
    artisan.post(f"{SHEET}{account.pk}/retirer/")
    assert "Rien n’est encore noté" in artisan.get(SHEET).content.decode()
    undo(entry=Entry.objects.get(verb="protection.remove_account"), by=of_person(person), at=timezone.now())
    assert "Moi" in artisan.get(SHEET).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["name", "holder", "recovery"])
def test_a_password_is_refused_where_it_stands_and_kept_nowhere(artisan: Any, field: str) -> None:
    page = artisan.post(f"{SHEET}nouveau/", MAILBOX | {field: "Soleil2024!"})
    words = page.content.decode()
    assert page.status_code == 422
    assert "Cela ressemble à un mot de passe" in words
    assert f'id="id_{field}"' in words
    assert "Soleil2024!" in words  # on the screen alone, to be corrected
    assert not HeldAccount.objects.exists()
    assert not Draft.objects.exists()
    assert not Entry.objects.filter(after__icontains="Soleil2024!").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["pinisson@example.org", "zoe2024@exemple.xn--p1ai"])
def test_an_address_is_no_password(artisan: Any, email: str) -> None:
    artisan.post(f"{SHEET}nouveau/", MAILBOX | {"email": email})
    assert HeldAccount.objects.get().email == email


@pytest.mark.django_db
def test_the_act_refuses_a_password_too(person: Person) -> None:
    account = noted(person)
    with pytest.raises(actions.PasswordWritten):
        noted(person, recovery="mdp : chaton")
    with pytest.raises(actions.PasswordWritten):
        actions.change_account(
            account=account, **MAILBOX | {"holder": "P@ssw0rd"}, by=of_person(person), at=timezone.now()
        )


@pytest.mark.django_db
def test_it_is_of_its_artisan_alone(artisan: Any, person: Person, membership: Any) -> None:
    other = make.person(person.chamber)
    account = noted(other)
    assert artisan.get(f"{SHEET}{account.pk}/").status_code == 404
    assert artisan.post(f"{SHEET}{account.pk}/retirer/").status_code == 404
    staff = make.become(ArmedClient(), membership=membership)
    assert "Ma fille Zoé" not in staff.get(SHEET).content.decode()
    assert staff.get(f"{SHEET}{account.pk}/").status_code == 403


@pytest.mark.django_db
def test_the_sheet_is_printed_filled_or_empty(artisan: Any, person: Person, client: Client) -> None:
    noted(person)
    pdf = artisan.get(f"{SHEET}feuille.pdf").content
    text = " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split())
    assert "Ma fille Zoé" in text
    assert "Nom du site" in text  # what is not noted has its line
    assert not faults(pdf, title="Qui tient quoi")
    empty = client.get(f"{SHEET}feuille.pdf").content
    assert "Ma fille Zoé" not in pypdfium2.PdfDocument(empty)[0].get_textpage().get_text_range()
    assert "Imprimer une feuille vide" in client.get(SHEET).content.decode()


@pytest.mark.django_db
def test_an_account_changed_in_another_tab_meanwhile_is_shown_before_it_is_replaced(
    artisan: Any, person: Person
) -> None:
    def shown_in(page: str) -> str:
        return page.partition('name="shown" value="')[2].partition('"')[0]

    address = f"{SHEET}{noted(person).pk}/"
    typed = MAILBOX | {"holder": "Moi", "shown": shown_in(artisan.get(address).text)}
    artisan.post(address, typed | {"holder": "Mon fils"})
    refused = artisan.post(address, typed)
    assert refused.status_code == 422
    assert "Entre-temps, il a été écrit\u00a0: «\u00a0Mon fils\u00a0»" in refused.text
    assert refused.text.count("Entre-temps") == 2, "of the field that differs alone: on top and beside it"
    assert HeldAccount.objects.get().holder == "Mon fils"
    artisan.post(address, typed | {"shown": shown_in(refused.text)})
    assert HeldAccount.objects.get().holder == "Moi"


def test_what_was_typed_of_an_account_taken_off_meanwhile_is_noted_anew(artisan: Any, person: Person) -> None:
    artisan.post(f"{SHEET}nouveau/", MAILBOX)
    account = HeldAccount.objects.get()
    artisan.post(f"{SHEET}{account.pk}/retirer/")
    answer = artisan.post(f"{SHEET}{account.pk}/", {**MAILBOX, "holder": "Mon fils Éloi", "shown": "0"})
    assert answer.status_code == 409
    assert "Ce compte a été retiré de votre feuille" in answer.text
    assert 'value="Mon fils Éloi"' in answer.text
    assert f'action="{SHEET}nouveau/"' in answer.text
    assert "Entre-temps" not in answer.text
    assert artisan.get(f"{SHEET}{account.pk}/").status_code == 404
    artisan.post(f"{SHEET}nouveau/", {**MAILBOX, "holder": "Mon fils Éloi"})
    assert HeldAccount.objects.get(withdrawn_at=None).holder == "Mon fils Éloi"
