"""What the pages of files say, and refuse."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Organisation, Person
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.foundation.search.index import reindex
from etabli.foundation.search.queries import find
from etabli.programme.funding.actions import files, funds
from etabli.programme.funding.application import application_of
from etabli.programme.funding.half_day_texts import change_of, text_of
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.support.actions import call_off, move
from etabli.territory.places.models import Commune
from etabli.territory.register.models import Business
from tests import factories
from tests.programme.funding.conftest import AT, Booked, opened, register_extract, seen, set_rule
from tests.programme.workshops.printed import text_of as text_of_pdf

TODAY = AT.date()
FIRST, SECOND = TODAY + timedelta(days=30), TODAY + timedelta(days=37)
LATER = AT + timedelta(days=60)


def test_a_missing_document_is_not_read_as_received(
    staff: Client, baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    file = opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)
    page = staff.get(f"/dossiers/{file.pk}/").text
    missing = page.partition("Il manque quelque chose.")[2].partition("</ul>")[0]
    assert re.findall(r">([^<>]*[Rr]eçu[^<>]*)<", missing) == ["Noter qu’elle est reçue"]


def test_a_document_taken_off_leads_back_to_its_file(
    fund: Fund, baker: Person, booked: Booked, adviser: Viewer, staff: Client
) -> None:
    file = opened(baker, fund, [booked(baker, FIRST)], adviser)
    document = register_extract(baker, adviser)
    off = f"/dossiers/pieces/{document.pk}/retirer/?next=/dossiers/{file.pk}/"
    assert off in staff.get(f"/dossiers/{file.pk}/").content.decode()
    assert staff.post(off)["Location"] == f"/dossiers/{file.pk}/"


def test_the_artisan_reads_who_pays_and_what_to_bring_never_why(
    fund: Fund, baker: Person, booked: Booked, adviser: Viewer
) -> None:
    rows = [booked(baker, FIRST), booked(baker, SECOND)]
    assert text_of(rows[0]) == ""
    file = opened(baker, fund, rows, adviser)
    with time_machine.travel(AT, tick=False):
        assert "Extrait du registre" in text_of(rows[1])
        register_extract(baker, adviser)
        assert "Extrait du registre" not in text_of(rows[1])
        expected = "Le fonds devrait payer 175,00 € ; il vous resterait 0,00 €."
        assert expected in text_of(rows[1]).replace("\u00a0", " ").replace("\u202f", " ")
    files.send_file(file=file, by=adviser, at=AT)
    assert expected in text_of(rows[1]).replace("\u00a0", " ").replace("\u202f", " ")
    files.answer_file(file=file, is_accepted=False, note="Illisible", on=TODAY, by=adviser, at=AT)
    refused = text_of(rows[0])
    assert "Fonds du Fournil" in refused
    assert "Illisible" not in refused
    files.appeal(file=file, reason="La pièce est là", on=TODAY, by=adviser, at=AT)
    files.answer_file(file=file, is_accepted=True, note="Accord 12", on=TODAY, by=adviser, at=AT)
    assert text_of(rows[0]) not in {"", refused}


def test_the_figures_are_those_of_this_year_unless_days_are_said(staff: Client) -> None:
    page = staff.get("/dossiers/bilan/")
    assert page.context["is_asked"]
    since = page.context["form"]["since"].value()
    assert (since.month, since.day) == (1, 1)


def test_before_a_day_is_changed_the_page_says_that_its_file_was_sent(
    client: Client, fund: Fund, baker: Person, booked: Booked, membership: Membership, adviser: Viewer
) -> None:
    set_rule(fund, "days_before", 20, adviser, since=TODAY)
    first, second = booked(baker, FIRST), booked(baker, SECOND)
    address, move = f"/accompagnement/{first.pk}/", f"/accompagnement/{first.pk}/deplacer/"
    with time_machine.travel(AT, tick=False):
        client.force_login(membership.user)
        assert "Dossier parti" not in client.get(address).text
        file = opened(baker, fund, [first, second], adviser)
        register_extract(baker, adviser)
        files.send_file(file=file, by=adviser, at=AT)
        for page in (client.get(address), client.get(move)):
            said = page.text.replace("\u00a0", " ")
            assert "Dossier parti le lundi 4 janvier 2027 : Fonds du Fournil" in said
            assert "dimanche 24 janvier 2027" in said  # twenty days from today
        form = client.get(move).context["form"]
        labels = [label for value, label in form.fields["another"].choices if value]
        assert "trop tôt pour le fonds" in labels[0]
        assert "trop tôt pour le fonds" not in labels[-1]
        assert "trop tôt pour le fonds" in client.get(move).text
        files.answer_file(file=file, is_accepted=True, note="Accord 12", on=TODAY, by=adviser, at=AT)
        agreed = client.get(address).text
        assert "son accord et ses montants restent" in agreed
        assert "dimanche 24 janvier" not in agreed.replace("\u00a0", " ")


def test_a_half_day_called_off_is_something_to_do_on_the_file_that_was_sent(
    client: Client, fund: Fund, baker: Person, booked: Booked, membership: Membership, adviser: Viewer
) -> None:
    first, second = booked(baker, FIRST), booked(baker, SECOND)
    file = opened(baker, fund, [first, second], adviser)
    register_extract(baker, adviser)
    files.send_file(file=file, by=adviser, at=AT)
    with time_machine.travel(AT, tick=False):
        client.force_login(membership.user)
        call_off(appointment=first, by=adviser, at=AT)
        page = client.get(f"/dossiers/{file.pk}/").text.replace("\u00a0", " ")
        assert "envoyez au fonds les jours qui restent" in page
        assert "Les jours que le fonds connaît" in page
        assert "mercredi 3 février 2027, mercredi 10 février 2027" in page
        call_off(appointment=second, by=adviser, at=AT)
        page = client.get(f"/dossiers/{file.pk}/").text
        assert "ou prévenez le fonds et abandonnez ce dossier" in page
    files.give_up(file=file, by=adviser, at=AT)
    assert change_of(first) is None


def test_the_application_says_the_price_of_an_hour_the_total_and_its_number(
    fund: Fund, baker: Person, booked: Booked, adviser: Viewer
) -> None:
    file = opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)
    paper = text_of_pdf(application_of(seen(file, adviser), "75 33 12345 33", at=AT)).replace("\u00a0", " ")
    for said in (
        "Prix de l’heure",
        "25,00",
        "7 h",
        "Prix total",
        "175,00",
        file.number,
        "4 janvier 2027",
    ):
        assert said in paper
    set_rule(fund, "hourly_cents", 3000, adviser, since=SECOND)
    paper = text_of_pdf(application_of(seen(file, adviser), "", at=AT)).replace("\u00a0", " ")
    assert "25,00" in paper
    assert "30,00" in paper
    assert "192,50" in paper


def test_a_file_is_found_by_its_person_its_number_and_that_of_its_bill_by_its_chamber_alone(
    fund: Fund, baker: Person, booked: Booked, adviser: Viewer, neighbour: Membership
) -> None:
    file = opened(baker, fund, [booked(baker, FIRST)], adviser)
    FundingFile.objects.filter(pk=file.pk).update(bill_number="F-2027-118")
    reindex("funding_file")
    address = f"/dossiers/{file.pk}/"
    for words in ("Jeanne Fournil", file.number, "F-2027-118"):
        assert address in [hit.url for hit in find(adviser, words)]
        assert address not in [hit.url for hit in find(of_membership(neighbour), words)]
        assert address not in [hit.url for hit in find(factories.artisan(baker), words)]


@pytest.fixture
def ready(baker: Person, fund: Fund, booked: Booked, adviser: Viewer) -> FundingFile:
    register_extract(baker, adviser)
    return opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)


def signed_in(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    return client


def test_the_list_opens_while_a_fund_is_late_and_the_artisan_owes_nothing(
    ready: FundingFile, fund: Fund, membership: Membership, adviser: Viewer
) -> None:
    set_rule(fund, "answer_days", 5, adviser)
    files.send_file(file=ready, by=adviser, at=AT)
    with time_machine.travel(AT + timedelta(days=60), tick=False):
        page = signed_in(membership).get("/dossiers/").text.replace("\u00a0", " ")
    assert "55 jours de retard" in page


def test_the_day_on_which_a_file_left_is_typed(
    ready: FundingFile, fund: Fund, membership: Membership, adviser: Viewer
) -> None:
    address, left = f"/dossiers/{ready.pk}/", TODAY - timedelta(days=4)
    set_rule(fund, "days_before", 32, adviser, since=TODAY - timedelta(days=100))
    with time_machine.travel(AT, tick=False):
        staff = signed_in(membership)
        page = staff.get(address).text
        assert "Il est déjà parti" in page
        send = staff.get(f"{address}envoyer/")
        assert f'value="{TODAY}"' in send.text
        said = staff.post(f"{address}envoyer/", {"on": str(TODAY + timedelta(days=1))})
        assert "Ce jour est à venir" in said.text
        staff.post(f"{address}envoyer/", {"on": str(left)})
        assert FundingFile.objects.get().sent_on == left
        staff.post(f"{address}reponse/", {"is_accepted": "1", "note": "", "on": str(left)})
    assert FundingFile.objects.get().answered_on == left


def test_a_refused_file_brings_nothing_and_says_until_when_one_may_appeal(
    ready: FundingFile, fund: Fund, membership: Membership, adviser: Viewer
) -> None:
    files.send_file(file=ready, by=adviser, at=AT)
    files.answer_file(file=ready, is_accepted=False, note="Illisible", on=TODAY, by=adviser, at=AT)
    with time_machine.travel(AT, tick=False):
        staff = signed_in(membership)
        page = staff.get(f"/dossiers/{ready.pk}/").text
        assert "Le fonds paie</dt><dd>0,00" in page
        assert "Possible" not in page
        assert "la lettre du fonds" in page
        assert "175,00" not in staff.get("/dossiers/").text
    undo(entry=Entry.objects.filter(verb="funding.answer_file").latest("pk"), by=adviser, at=AT)
    undo(entry=Entry.objects.filter(verb="funding.send_file").latest("pk"), by=adviser, at=AT)
    set_rule(fund, "appeal_days", 60, adviser)
    files.send_file(file=ready, by=adviser, at=AT)
    files.answer_file(file=ready, is_accepted=False, note="Illisible", on=TODAY, by=adviser, at=AT)
    for days, said in ((60, "Jusqu’au"), (61, "Le recours était possible jusqu’au")):
        with time_machine.travel(AT + timedelta(days=days), tick=False):
            staff = signed_in(membership)
            assert said in staff.get(f"/dossiers/{ready.pk}/").text


@pytest.mark.parametrize("typed", ["0026-01-01", "31/02/2027"])
def test_a_year_of_two_figures_and_a_day_that_is_not_are_refused(
    typed: str, fund: Fund, staff: Client
) -> None:
    said = staff.post(
        f"/fonds/{fund.pk}/regles/hourly_cents/", {"value": "30", "starts_on": typed, "source": "Notice"}
    )
    assert said.status_code == 200
    assert typed in said.text
    assert not fund.values.filter(value=3000).exists()


def test_the_folded_line_says_to_check_of_what_it_shows(
    fund: Fund, membership: Membership, adviser: Viewer
) -> None:
    value = fund.values.get(key="hourly_cents")
    funds.check_value(value=value, by=adviser, at=AT)
    set_rule(fund, "hourly_cents", 2200, adviser, since=TODAY + timedelta(days=200))
    with time_machine.travel(AT, tick=False):
        staff = signed_in(membership)
        page = staff.get(f"/fonds/{fund.pk}/").text
    (line,) = [line for line in page.split("<summary>") if line.startswith("Prix d’une heure")]
    assert line.split("</summary>")[0].endswith("celle qui vient est à vérifier")


def test_the_business_is_attached_from_the_page_that_asks_who_pays(
    chamber: Organisation,
    fund: Fund,
    booked: Booked,
    membership: Membership,
    adviser: Viewer,
    communes: dict[str, Commune],
) -> None:
    person = factories.person(chamber, name="Corinne Exemple")
    business = Business.objects.create(
        chamber=chamber,
        siret="12345678900012",
        name="Les Trois Épis",
        trade_code="1071CA",
        sector="ALIMENTATION",
        commune=communes["Blaye"],
        commune_code=communes["Blaye"].pk,
    )
    reindex("business")
    pays, theirs = f"/dossiers/pour/{booked(person, FIRST).pk}/", f"/personnes/{person.pk}/entreprise/"
    with time_machine.travel(AT, tick=False):
        staff = signed_in(membership)
        assert f"{theirs}?next={pays}" in staff.get(pays).text
        assert f'value="{business.pk}"' in staff.get(theirs, {"q": "trois epis", "next": pays}).text
        assert staff.post(f"{theirs}?next={pays}", {"business": "x"}).status_code == 404
        assert staff.post(f"{theirs}?next={pays}", {"business": business.pk})["Location"] == pays
        page = staff.get(pays).text
        assert "Le fonds paie pour ce secteur" in page
        assert theirs not in page
        undo(entry=Entry.objects.filter(verb="register.attach").latest("pk"), by=adviser, at=AT)
        assert theirs in staff.get(pays).text


def test_a_day_moved_past_a_change_of_the_price_says_both_sums_and_why(
    client: Client, fund: Fund, baker: Person, booked: Booked, membership: Membership, adviser: Viewer
) -> None:
    file = opened(baker, fund, [booked(baker, FIRST), second := booked(baker, SECOND)], adviser)
    register_extract(baker, adviser)
    set_rule(fund, "hourly_cents", 2200, adviser, since=SECOND + timedelta(days=1))
    files.send_file(file=file, by=adviser, at=AT)
    with time_machine.travel(AT, tick=False):
        client.force_login(membership.user)
        move(appointment=second, on=SECOND + timedelta(days=2), half="am", by=adviser, at=AT)
        page = client.get(f"/dossiers/{file.pk}/").text.replace("\u00a0", " ").replace("\u202f", " ")
        assert "Demandé au fonds, envoyé le" in page
        assert "Avec le nouveau jour, le fonds paie" in page
        assert "une demande de 175,00 € ; le nouveau jour donne 164,50 €, soit 10,50 € de moins" in page
        assert "Son prix change le jeudi 11 février 2027." in page
        assert "déplacé la demi-journée d’accompagnement" in page
        files.send_file(file=file, by=adviser, at=AT)
        assert "Avec le nouveau jour" not in client.get(f"/dossiers/{file.pk}/").text


def test_the_form_of_a_step_that_is_over_leads_back_to_the_file(
    client: Client, fund: Fund, baker: Person, booked: Booked, membership: Membership, adviser: Viewer
) -> None:
    file = opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)
    with time_machine.travel(AT, tick=False):
        client.force_login(membership.user)
        assert client.get(f"/dossiers/{file.pk}/envoyer/").status_code == 200
        refused = client.post(f"/dossiers/{file.pk}/envoyer/", {"on": TODAY.isoformat()}).text
        assert "Il manque encore quelque chose" in refused
        assert "Extrait du registre" in refused
        register_extract(baker, adviser)
        files.send_file(file=file, by=adviser, at=AT)
        assert client.get(f"/dossiers/{file.pk}/reponse/").status_code == 200
        files.answer_file(file=file, is_accepted=True, note="Accord 12", on=TODAY, by=adviser, at=AT)
        for name in ("envoyer", "reponse", "paiement"):
            page = client.get(f"/dossiers/{file.pk}/{name}/", follow=True)
            assert page.redirect_chain == [(f"/dossiers/{file.pk}/", 302)]
            assert "n’en est plus à cette étape" in page.text
