"""No planted identifier survives, ordinary words stay, and doing it twice changes nothing."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings, strategies as st

from etabli.procurement.briefs import engine
from etabli.procurement.briefs.engine import Anonymised, Answer, Brief, Known, Places
from etabli.procurement.briefs.language_facts import french
from etabli.procurement.needs.catalogue import load
from tests.procurement.briefs.planted import APART, TUNED, planted, survives, words_in
from tests.procurement.briefs.planted_words import Words

CATALOGUE = load()
BRIEFS, BRIEFS_EACH_TIME = 300, 30
LOST_AT_MOST = 0.02
SURVIVES_APART = 0.01  # signs and surnames that are everyday words after a trade: "menuiserie du bourg"


def brief(*texts: str, note: str = "", title: str = "") -> Brief:
    needs = CATALOGUE.needs[: len(texts)]
    answers = tuple(
        Answer(need.id, need.number, "must", text, note) for need, text in zip(needs, texts, strict=True)
    )
    return Brief(title=title, trade="boulangerie", outcome="site", answers=answers)


def everything(brief: Brief, *, names: Iterable[str] = (), places: Iterable[str] = ()) -> str:
    return everything_in(anonymise(brief, names=names, places=places))


def everything_in(result: Anonymised) -> str:
    ad = result.ad
    return "\n".join(
        [
            ad.title,
            ad.text,
            ad.budget_blank_why,
            *(need.answer for need in ad.needs),
            *(need.note for need in ad.needs),
        ]
    )


def anonymise(
    brief: Brief, *, names: Iterable[str] = (), places: Iterable[str] = (), wider_place: str = ""
) -> Anonymised:
    """With a name that the record knows, and small places, all of one group of communes."""
    wider = dict.fromkeys(places, wider_place or "ma commune")
    return engine.anonymise(
        brief, CATALOGUE, french(), known=Known(people=tuple(names)), places=Places(wider, own=wider_place)
    )


@dataclass(frozen=True)
class Measure:
    survived: list[tuple[str, str]]
    share: float
    lost: float


def measured(seeds: range, words: Words) -> Measure:
    """What survives in the briefs of these seeds, no name being given beside, and the share of other words lost."""
    survived, planted_in_all, lost, kept = [], 0, 0, 0
    for seed in seeds:
        one = planted(seed, words)
        result = anonymise(one.brief)
        said = everything_in(result)
        survived += [
            (secret, text) for text, all_ in one.secrets for secret in all_ if survives(secret, said)
        ]
        planted_in_all += sum(len(all_) for _, all_ in one.secrets)
        before = Counter(one.words)
        lost += (before - Counter(words_in(said))).total()
        kept += before.total()
    return Measure(survived, len(survived) / planted_in_all, lost / kept)


def test_no_planted_identifier_survives_and_other_words_stay() -> None:
    found = measured(range(BRIEFS_EACH_TIME), TUNED)
    assert found.survived == []
    assert found.lost <= LOST_AT_MOST


@pytest.mark.deep
def test_three_hundred_briefs_tell_nobody() -> None:
    found = measured(range(BRIEFS), TUNED)
    assert found.survived == []
    assert found.lost <= LOST_AT_MOST


@pytest.mark.deep
def test_names_and_sentences_that_the_rules_were_not_written_on() -> None:
    found = measured(range(BRIEFS), APART)
    assert found.share <= SURVIVES_APART
    assert found.lost <= LOST_AT_MOST


def test_the_catalogue_s_own_sentences_lose_nothing() -> None:
    """They come back in the text that an artisan corrects."""
    said = "\n".join(choice.brief.fr for need in CATALOGUE.needs for choice in need.choices)
    assert anonymise(brief(said)).removed == ()


def test_anonymising_an_ad_again_removes_nothing() -> None:
    for seed in range(10):
        one = planted(seed, TUNED).brief
        ad = anonymise(one, wider_place="Médoc Estuaire").ad
        again = replace(one, title=ad.title, answers=ad.needs, budget_blank_why=ad.budget_blank_why)
        assert anonymise(again, wider_place="Médoc Estuaire").removed == ()


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_is_accepted(text: str) -> None:
    anonymise(brief(text, title=text[:50]), names=[text[:10]], places=[text[:8]])


def test_ordinary_sentences_lose_nothing() -> None:
    for sentence in TUNED.ordinary:
        result = anonymise(brief(sentence))
        assert result.removed == (), sentence
        assert result.ad.needs[0].answer == sentence


def test_at_most_two_words_in_a_hundred_are_lost_around_the_identifiers() -> None:
    lost = kept = 0
    for sentence in TUNED.ordinary:
        text = f"{sentence} Demandez M. Etcheverry au 06 12 34 56 78. {sentence}"
        before = Counter(re.findall(r"\w+", f"{sentence} {sentence}"))
        after = Counter(re.findall(r"\w+", anonymise(brief(text)).ad.needs[0].answer))
        lost += (before - after).total()
        kept += before.total()
    assert lost <= 0.02 * kept


def test_given_names_go_in_any_case_and_trade_words_stay() -> None:
    text = "la boulangerie dupouy fait du pain. Chez dupouy, et chez BOULANGERIE DUPOUY, tout est bon."
    said = everything(brief(text), names=["Boulangerie Dupouy"])
    assert "dupouy" not in said.lower()
    assert "fait du pain" in said


def test_a_small_place_becomes_the_wider_one() -> None:
    text = "On nous trouve à Saint-Estèphe, et le marché d'Hourtin nous plaît."
    result = anonymise(brief(text), wider_place="Médoc")
    assert "à Médoc, et le marché de Médoc nous" in result.ad.text
    assert {one.kind for one in result.removed} == {"place"}
    assert result.ad.place == "Médoc"


@pytest.mark.parametrize(
    "text",
    [
        "je suis Karim B., maçon",
        "Facebook : Garage du Centre",
        "mon site c'est atelier-bois33 .fr",
        "www atelierbois fr",
        "à Saint-Estèphe et d'Hourtin on vient",
        "LE FOURNIL DE LEA - 12 RUE DU PONT - 33340 LESPARRE",
        "lieu-dit Le Bourg, Saint-Trojan",
        "je viens de pauillac",
    ],
)
def test_forms_met_in_real_life(text: str) -> None:
    said = anonymise(brief(text), places=["Pauillac"]).ad.needs[0].answer
    for secret in (
        "Karim",
        "B.",
        "Garage",
        "atelier",
        "bois",
        "Estèphe",
        "Hourtin",
        "LEA",
        "PONT",
        "LESPARRE",
    ):
        assert secret not in said
    assert "Bourg" not in said
    assert "pauillac" not in said


def test_known_places_go_even_at_the_start_of_a_sentence() -> None:
    assert "Cussac" not in everything(brief("Cussac est un village calme."), places=["Cussac"])
    text = "le pian medoc, j'habite à cussac, je fais des camps"
    said = everything(brief(text), places=["Cussac", "Le Pian-Médoc", "Camps"])
    assert "cussac" not in said
    assert "pian" not in said
    assert "camps" in said


def test_a_name_met_once_is_known_in_every_answer() -> None:
    said = everything(brief("Mon enseigne est « La Mie Câline ».", "sur la boîte : la mie câline"))
    assert "mie câline" not in said.lower()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tél 0 6 1 2 3 4 5 6 7 8", "phone"),
        ("zéro six douze trente-quatre cinquante-six soixante-dix-huit", "phone"),
        ("voiture AB-123-CD", "plate"),
        ("GPS 44.8378, -0.5792", "address"),
        ("marie [at] exemple [point] fr", "email"),
        ("IBAN DE89 3704 0044 0532 0130 00", "iban"),
        ("Siren : 123 456 780", "siren"),
    ],
)
def test_the_kind_of_what_is_removed(text: str, kind: str) -> None:
    assert kind in {one.kind for one in anonymise(brief(text)).removed}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "12 rue des lilas à Blaye et je vends du pain",
            "(adresse retirée) dans ma commune et je vends du pain",
        ),
        ("au 45 avenue jean jaurès, ouvert le samedi", "au (adresse retirée), ouvert le samedi"),
        ("3 rue du 8 mai 1945", "(adresse retirée)"),
        (
            "5 cours de couture par semaine, 10 places de parking",
            "5 cours de couture par semaine, 10 places de parking",
        ),
        ("12 cours de l'intendance", "(adresse retirée)"),
        ("mettre en place un site, en cours de création", "mettre en place un site, en cours de création"),
    ],
)
def test_an_address_goes_and_what_follows_stays(text: str, left: str) -> None:
    assert anonymise(brief(text)).ad.needs[0].answer == left


@pytest.mark.parametrize(
    "text", ["www." * 5000, "Jean de " * 2500, "a.b@" * 5000, "12 rue de " * 2000, "Je m'appelle " * 1500]
)
def test_a_hostile_text_is_read_to_its_end(text: str) -> None:
    anonymise(brief(text))


def test_a_price_and_a_count_are_no_identifiers() -> None:
    text = "Budget de 12 000 €, 10000 visiteurs, 250 000 000 de vues, 33000 euros, 5 pages à 300 €."
    assert anonymise(brief(text)).removed == ()


def test_every_removal_says_what_stands_instead() -> None:
    for seed in range(10):
        result = anonymise(planted(seed, TUNED).brief)
        assert result.removed
        for one in result.removed:
            assert one.replaced_by in everything_in(result)


def test_signed_with_is_no_name() -> None:
    """ "Un contrat est signé avec le prestataire": no word of it may be learnt as a name, then taken out elsewhere."""
    text = "Un contrat est signé avec le prestataire. Deux heures sont comprises, avec une fiche simple."
    brief = Brief(title="", trade="maçon", outcome="site", budget_blank_why=text)
    assert anonymise(brief).removed == ()
