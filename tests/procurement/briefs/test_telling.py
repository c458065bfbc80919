"""Facts that few can say of themselves, by kind: whatever the trade, the number or the place, they are asked about."""

import re

import pytest
from hypothesis import given, settings, strategies as st

from etabli.procurement.briefs.engine.telling import telling_facts
from etabli.procurement.briefs.language_facts import french

# Trades of one word, named by who has them.
TRADES = sorted(
    trade for trade in french().trades if re.fullmatch(r"[a-z]{4,}(?:eur|euse|ier|iere|iste)", trade)
)
ACCENTED = [re.sub("iere$", "ière", trade) for trade in TRADES]
NUMBERS = ("deux", "trois", "quatre", "cinq", "six", "sept", "8")
PLACES = ("de la vallée", "par ici", "à tourner la corne", "encore en activité", "")
CUSTOMERS = ("d'un palace", "de l'Élysée", "du ministère", "de la base navale", "d'un restaurant étoilé")


def asked(text: str) -> bool:
    return bool(list(telling_facts(text)))


@given(
    st.sampled_from(["Je suis le dernier", "Seule", "Me voilà l'unique"]),
    st.sampled_from(ACCENTED),
    st.sampled_from(PLACES),
)
@settings(deadline=None)
def test_to_be_alone_of_any_trade(alone: str, trade: str, place: str) -> None:
    assert asked(f"{alone} {trade} {place}.".replace(" .", "."))


@given(st.sampled_from(["mon dernier", "un seul", "notre dernier"]), st.sampled_from(ACCENTED))
@settings(deadline=None)
def test_whom_one_worked_with_is_not_alone(mine: str, trade: str) -> None:
    assert not asked(f"On a changé : {mine} {trade} coûtait trop.")


@given(st.sampled_from(NUMBERS), st.sampled_from(ACCENTED), st.integers(1500, 1960))
@settings(deadline=None)
def test_ages_that_few_have(number: str, trade: str, year: int) -> None:
    assert asked(f"{number.capitalize()} générations de {trade}s.")
    assert asked(f"La maison existe depuis {year}.")
    assert asked("Nous sommes là depuis plus de cent trente ans.")
    assert not asked(f"Je suis {trade} depuis {number} ans.")


@given(
    st.sampled_from(["Fournisseur", "Je fournis les tables", "Nous livrons les cuisines"]),
    st.sampled_from(CUSTOMERS),
)
def test_customers_whom_everybody_knows(how: str, customer: str) -> None:
    assert asked(f"{how} {customer}.")
    assert not asked("Mon fournisseur de farine livre le mardi.")


@given(
    st.sampled_from(["Un reportage", "Une émission de radio", "Un article"]),
    st.sampled_from(["m'a fait connaître", "parle de nous", "sur mes couteaux est sorti"]),
)
def test_what_was_heard_or_read_of_somebody(what: str, says: str) -> None:
    assert asked(f"{what} {says}.")
    assert not asked("Un article par mois sur le site suffirait.")


@pytest.mark.parametrize(
    "honour",
    [
        "Maître artisan d'art depuis 2015.",
        "Modèle déposé à l'INPI.",
        "Finaliste du concours du meilleur croissant.",
    ],
)
def test_honours(honour: str) -> None:
    assert asked(honour)
