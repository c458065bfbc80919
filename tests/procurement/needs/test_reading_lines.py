"""What surrounds the words of a line: numbers, small words, objects, the lines above, misread letters."""

import pytest
from hypothesis import given, settings, strategies as st
from wordfreq import top_n_list

from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine import Polarity, recognise
from etabli.procurement.needs.engine.lexicon import lexicon
from etabli.procurement.needs.engine.words import tokens
from tests.procurement.needs.judged import examples, labels

CATALOGUE = load()


def ids(line: str, *above: str) -> set[str]:
    return {match.need_id for match in recognise(line, CATALOGUE, above)}


def said(line: str, *above: str) -> dict[str, Polarity]:
    return {match.need_id: match.polarity for match in recognise(line, CATALOGUE, above)}


@pytest.mark.parametrize(
    ("line", "needs"),
    [
        ("Site de 7 pages", {"pages"}),
        ("Site de sept pages", {"pages"}),
        ("Hébergement, 60 € par an", {"hosting", "yearly-cost"}),
        ("Hébergement pendant un an", {"hosting"}),
        ("Intervention sous 24h", {"response"}),
        ("Intervention sous 24 h", {"response"}),
    ],
)
def test_numbers_and_the_small_words_that_count(line: str, needs: set[str]) -> None:
    assert ids(line) == needs


@pytest.mark.parametrize(
    ("line", "needs"),
    [
        ("Formation à WordPress et au référencement", {"training"}),
        ("Formation WordPress, maintenance", {"training", "maintenance"}),
        ("Formation et maintenance", {"training", "maintenance"}),
        ("Maintenance de la boutique en ligne", {"maintenance"}),
        ("Maintenance et boutique en ligne", {"maintenance", "shop"}),
        ("Hébergement du site et du nom de domaine", {"hosting", "domain-owner"}),
        ("Galerie de photos", {"gallery"}),
        ("Galerie, reportage photo", {"gallery", "photos"}),
    ],
)
def test_what_is_but_the_object_of_another_need_is_no_promise(line: str, needs: set[str]) -> None:
    assert ids(line) == needs


def test_a_heading_says_what_a_bare_line_is_about() -> None:
    (match,) = recognise("12 mois", CATALOGUE, ["Hébergement"])
    assert (match.need_id, match.evidence) == ("hosting", "12 mois")
    assert match.confidence < 0.7  # unclear: to be asked
    assert ids("12 mois", "Hébergement :", "Serveur en France") == {"hosting"}
    assert ids("Logo", "Hébergement :") == {"logo"}
    assert ids("12 mois", "Hébergement", "") == set()
    assert ids("12 mois") == set()


def test_a_short_heading_says_what_becomes_of_the_lines_under_it() -> None:
    above = ["Logo", "Ne sont pas compris :", "- nom de domaine"]
    assert said("- hébergement", *above) == {"hosting": "excluded"}
    assert said("- hébergement", "Options") == {"hosting": "optional"}
    assert said("- textes", "À fournir par vos soins :") == {"texts": "from_client"}
    assert said("- textes fournis par le client", "À la charge du client :") == {"texts": "from_client"}
    assert said("Formation 150 €", "À la carte") == {"training": "optional"}
    assert said("- la maintenance", "Ce que nous ne faisons pas") == {"maintenance": "excluded"}
    assert said("- textes", "Reste à prévoir de votre côté :") == {"texts": "from_client"}
    assert said("Hébergement", *above, "Compris chaque année :") == {"hosting": "offered"}
    assert said("Hébergement", *above, "") == {"hosting": "offered"}


@pytest.mark.parametrize(
    "above",
    [
        ["Hors déplacements"],
        ["Ceci n’est pas un bon de commande"],
        ["Le prestataire n’est pas responsable des contenus que le client met en ligne sur le site :"],
        ["Non compris :", "Nom de domaine 12,00 €"],
        ["Options :", "Total HT 900,00"],
        ["Non compris :", "- nom de domaine"],  # the list has bullets, and is over
        ["OPTIONS", "Formation 150,00 €", "MAINTENANCE"],
        ["Textes fournis par vos soins"],  # names a thing: it speaks of that thing alone
    ],
)
def test_no_exclusion_swallows_the_lines_that_follow(above: list[str]) -> None:
    assert said("Hébergement", *above) == {"hosting": "offered"}


def test_a_line_with_a_price_is_not_left_out_by_a_heading() -> None:
    assert said("Hébergement 12 mois, 90,00 €", "Non compris :") == {"hosting": "offered"}


def test_what_follows_a_refusal_and_a_colon_is_refused() -> None:
    assert said("Non inclus : logo, hébergement") == {"logo": "excluded", "hosting": "excluded"}
    assert said("Compris : création du logo, hébergement") == {"logo": "offered", "hosting": "offered"}


def test_a_line_cut_in_two_is_read_whole() -> None:
    (match,) = recognise("domaine pour le site", CATALOGUE, ["Réservation du nom de"])
    assert (match.need_id, match.evidence) == ("domain-owner", "domaine")
    assert ids("de domaine", "Réservation d'un nom") == {"domain-owner"}
    assert "hosting" not in ids("et photos", "Hébergement")


@pytest.mark.parametrize(
    ("line", "need"),
    [
        ("Hébergernent annuel", "hosting"),
        ("Réferencemnt naturel", "seo"),
        ("Nom de dornaine", "domain-owner"),
        ("Rédactlon des textes", "texts"),
        ("Formulaire de contacl et maintemance", "maintenance"),
    ],
)
def test_a_misread_word_is_taken_for_what_it_stands_for(line: str, need: str) -> None:
    match = {each.need_id: each for each in recognise(line, CATALOGUE)}
    assert need in match
    assert match[need].evidence in line
    assert match[need].confidence < 0.9


def test_no_common_word_is_taken_for_another() -> None:
    """What starts alike is a form of the same word; anything else would be a promise that nobody made."""
    words = [tokens(word)[0] for word in top_n_list("fr", 6_000) if len(tokens(word)) == 1]
    meant = zip(words, lexicon(CATALOGUE).corrected(words), strict=True)
    taken = [(word.word, other.word) for word, other in meant if word.word[:6] != other.word[:6]]
    assert [pair for pair in taken if len(pair[0]) > 5] == []


def test_another_ending_is_another_word() -> None:
    assert ids("Communiqués") == {"news"}
    assert ids("Communiquer davantage") == set()


def test_a_long_line_is_read_to_a_bound() -> None:
    assert "hosting" in ids("hébergement " * 3_000)
    assert ids("x" * 30_000 + " hébergement") == set()


@given(st.text(max_size=80), st.lists(st.text(max_size=40), max_size=4))
@settings(max_examples=80, deadline=None)
def test_any_lines_above_are_taken_and_evidence_stays_in_the_line(line: str, above: list[str]) -> None:
    for match in recognise(line, CATALOGUE, above):
        assert match.evidence in line
        assert 0 < match.confidence <= 1


def test_the_judged_lines_are_of_the_catalogue_and_are_enough() -> None:
    known = {need.id for need in CATALOGUE.needs if not need.example}
    assert {row.need for row in examples()} == known
    assert set().union(*(row.needs for row in labels())) <= known
    for need in known:
        rows = [row for row in examples() if row.need == need]
        assert sum(row.says for row in rows) >= 15, need
        assert sum(not row.says for row in rows) >= 8, need
