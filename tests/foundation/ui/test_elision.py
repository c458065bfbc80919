"""The little words of French before names: every commune of the data, every sentence that names one."""

import re
from unicodedata import normalize

import pytest
from django.template import engines
from django.utils import translation
from django.utils.translation import override

from etabli.foundation.ui.elision import ASPIRATED_NAMES, join_little_words
from etabli.territory.places.source import communes

NAMES = sorted({row.name for row in communes()})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Ateliers près de Arcachon", "Ateliers près d’Arcachon"),
        ("près de Le Teich", "près du Teich"),
        ("à Le Teich", "au Teich"),
        ("à Les Billaux", "aux Billaux"),
        ("près de La Teste-de-Buch", "près de La Teste-de-Buch"),
        ("près de Étauliers", "près d’Étauliers"),
        ("près de Yvrac", "près d’Yvrac"),
        ("le devis de Yann", "le devis de Yann"),
        ("près de Hostens", "près d’Hostens"),
        ("près de Haux", "près de Haux"),
        ("Ateliers avec Mairie de Ambès", "Ateliers avec la mairie d’Ambès"),
        ("au lieu de Mairie de Pauillac", "au lieu de la mairie de Pauillac"),
        ("adhérent de Association du numérique", "adhérent de l’association du numérique"),
        ("Il faut que Élise vienne", "Il faut qu’Élise vienne"),
        ("jusque Arès", "jusqu’Arès"),
        ("la page de « Arcachon »", "la page de « Arcachon »"),
        ("de IBAN et de HT", "de IBAN et de HT"),
        ("rien de plus, de autre", "rien de plus, de autre"),  # the sentence's own words are the translator's
    ],
)
def test_a_sentence(given: str, expected: str) -> None:
    assert join_little_words(given) == expected
    assert join_little_words(expected) == expected


@pytest.mark.parametrize("begins", ["près de", "à"])
def test_every_commune_of_the_data(begins: str) -> None:
    assert len(NAMES) > 500
    for name in NAMES:
        text = join_little_words(f"Ateliers {begins} {name}")
        first = normalize("NFKD", name)[0].lower()
        assert not re.search(r"\b(de|à) Les? ", text), text
        if first in "aeiou" and begins == "près de":
            assert text.endswith(f"près d’{name}"), text
        if first == "h":
            assert text.endswith(name)
        if first not in "aeiouhyl":
            assert text == f"Ateliers {begins} {name}"
        for article, joined in (
            ("Le ", {"à": "au", "près de": "près du"}),
            ("Les ", {"à": "aux", "près de": "près des"}),
        ):
            if name.startswith(article):
                assert text == f"Ateliers {joined[begins]} {name.removeprefix(article)}"


def test_english_is_left_alone() -> None:
    with translation.override("en"):
        assert join_little_words("Workshops de Arcachon") == "Workshops de Arcachon"


def test_templates_do_it_by_themselves() -> None:
    source = (
        "{% load i18n %}{% blocktranslate with c=c asvar kept %}de {{ c }}{% endblocktranslate %}{{ kept }}"
    )
    template = engines["django"].from_string(source)
    assert template.render({"c": "Ambès & Fils"}) == "d’Ambès &amp; Fils"
    assert all(name == name.lower() for name in ASPIRATED_NAMES)


def test_a_name_that_ends_by_a_point_ends_the_sentence() -> None:
    for language in ("fr", "en"):
        with override(language):
            assert join_little_words("Proposer un jour à Luc N..") == "Proposer un jour à Luc N."
            assert join_little_words("Attendez... A. et B. viennent.") == "Attendez... A. et B. viennent."
