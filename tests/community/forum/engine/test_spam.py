"""Which posts wait for a moderator, and for which reasons."""

import pytest
from hypothesis import given, strategies as st

from etabli.community.forum.engine.spam import (
    FAMILIAR_HOSTS,
    REASSURING,
    WEIGHTS,
    Post,
    Signal,
    judge,
    signals_of,
)

QUESTION = "Bonjour, quelqu’un sait-il régler un agenda pour que les rendez-vous ne se chevauchent pas ?"


@pytest.mark.parametrize(
    ("text", "signal", "excerpt"),
    [
        ("Voyez https://boutique.example/ici.", Signal.LINK, "https://boutique.example/ici"),
        ("Voyez www.boutique.example", Signal.LINK, "www.boutique.example"),
        ("https://a.example https://b.example https://c.example", Signal.MANY_LINKS, "https://a.example"),
        ("https://a.example/1 puis https://www.a.example/2", Signal.SAME_LINK, "a.example"),
        ("Ici : https://a.example", Signal.LITTLE_BUT_LINK, "https://a.example"),
        ("Là : https://bit.ly/abc", Signal.MASKED_LINK, "bit.ly/"),
        ("Avec mon code BIENVENUE10", Signal.REFERRAL, "avec mon code"),
        ("[url=https://a.example]a[/url]", Signal.RAW_MARKUP, "[url="),
        ("Mon numéro : 06 12 34 56 78", Signal.CONTACT, "06 12 34 56 78"),
        ("Mon numéro : +33 6.12.34.56.78", Signal.CONTACT, "+33 6.12.34.56.78"),
        ("Écrire à vente@boutique.example", Signal.CONTACT, "vente@boutique.example"),
        ("Réponse sur WhatsApp", Signal.ELSEWHERE, "whatsapp"),
        ("Pour 99 € seulement", Signal.PRICE, "9 €"),
        ("Tout à -70 % aujourd’hui", Signal.DISCOUNT, "-70 %"),
        ("JE VENDS DES CHOSES ET D’AUTRES CHOSES", Signal.CAPITALS, "VENDS DES CHOSES"),
        ("Regardez 🔥🔥🔥", Signal.DECORATION, "🔥"),
        ("Je propose mes services de rédaction", Signal.OFFER, "je propose mes"),
        ("Nous proposons des sites", Signal.OFFER, "nous proposons des"),
        ("Résultat garanti", Signal.PROMISE, "garanti"),
        ("Contactez-moi", Signal.CALL, "contactez-moi"),
        ("Des backlinks", Signal.KNOWN_WARES, "backlinks"),
        ("Great post", Signal.PRAISE, "great post"),
        ("Это хорошее предложение", Signal.OTHER_SCRIPT, "Это"),
        ("Une bonne оffre", Signal.MIXED_SCRIPTS, "оffre"),
        ("v i a g r a", Signal.HIDDEN_LETTERS, "v i a g r a"),
        ("du tra\u200bding", Signal.HIDDEN_LETTERS, "trading"),
        ("plombier Pessac, plombier Talence, plombier Bègles, plombier Cenon", Signal.STUFFING, "plombier"),
    ],
)
def test_each_signal_comes_with_the_words_that_gave_it(text: str, signal: Signal, excerpt: str) -> None:
    assert excerpt in signals_of(Post(text))[signal]


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        (QUESTION, Signal.LINK),
        ("Voyez https://www.cnil.fr/fr et https://docs.python.org", Signal.LINK),
        ("```\ncurl https://a.example https://b.example\n```", Signal.LINK),
        ("L’API REST, le RGAA et SPF : pour aller plus loin, relisez donc la norme.", Signal.CAPITALS),
        ("Un µservice, une Δ-variation", Signal.OTHER_SCRIPT),
        ("Bravo !", Signal.DECORATION),
        ("En 2027, 12 000 visites et 1 200 commandes", Signal.CONTACT),
    ],
)
def test_what_is_ordinary_gives_no_signal(text: str, signal: Signal) -> None:
    assert signal not in signals_of(Post(text))


def test_an_honest_question_passes_even_from_a_newcomer() -> None:
    verdict = judge(Post(QUESTION))
    assert not verdict.is_held
    assert [reason.signal for reason in verdict.reasons] == [Signal.NEWCOMER]


def test_an_offer_by_a_newcomer_is_held_with_its_reasons_the_weightiest_first() -> None:
    verdict = judge(
        Post("Je propose mes services : 500 liens pour 49 €, contactez-moi sur https://liens.example")
    )
    signals = [reason.signal for reason in verdict.reasons]
    assert verdict.is_held
    assert {Signal.LINK, Signal.PRICE, Signal.OFFER, Signal.CALL} < set(signals)
    assert [WEIGHTS[signal] for signal in signals] == sorted((WEIGHTS[s] for s in signals), reverse=True)
    assert not REASSURING & set(signals)


def test_a_title_is_read_too() -> None:
    assert Signal.KNOWN_WARES in signals_of(Post("Voici.", title="Des backlinks"))


def test_whoever_fills_the_trap_is_held_whatever_they_write() -> None:
    verdict = judge(Post(QUESTION, by_newcomer=False, trap="https://a.example"))
    assert verdict.is_held
    assert verdict.reasons[0].signal == Signal.TRAP


def test_a_host_where_members_link_is_no_signal() -> None:
    post = Post("Voyez https://blog.atelier.example/article")
    assert Signal.LINK in signals_of(post)
    assert Signal.LINK not in signals_of(post, frozenset(["atelier.example"]))
    assert Signal.LINK in signals_of(post, frozenset(["telier.example"]))


@pytest.mark.parametrize(
    "copy",
    [
        QUESTION,
        QUESTION.upper(),
        "Bonjour, quelqu’un sait-il donc régler un agenda pour que les rendez-vous ne se chevauchent pas ? Merci",
        QUESTION.replace("agenda", "agen\u200bda"),
    ],
)
def test_the_same_text_again_is_held_from_a_newcomer(copy: str) -> None:
    assert not judge(Post(copy)).is_held
    verdict = judge(Post(copy), recent=["Autre chose", QUESTION])
    assert verdict.is_held
    assert verdict.reasons[0].signal == Signal.NEAR_COPY


def test_what_shares_its_subject_or_is_short_copies_nothing() -> None:
    other = "Bonjour, quelqu’un connaît-il un agenda qui se règle sans compte et se lit sur un téléphone ?"
    assert not judge(Post(other), recent=[QUESTION]).is_held
    assert not judge(Post("Merci beaucoup !"), recent=["Merci beaucoup !"]).is_held


def test_a_known_member_who_repeats_a_question_is_told_but_not_held() -> None:
    verdict = judge(Post(QUESTION, by_newcomer=False), recent=[QUESTION])
    assert not verdict.is_held
    assert [reason.signal for reason in verdict.reasons] == [Signal.NEAR_COPY]


def test_only_what_reassures_speaks_for_a_post() -> None:
    assert {signal for signal, weight in WEIGHTS.items() if weight < 0} <= REASSURING
    assert all(host == host.lower() and "/" not in host for host in FAMILIAR_HOSTS)


@given(
    st.text(max_size=300), st.text(max_size=60), st.booleans(), st.lists(st.text(max_size=100), max_size=3)
)
def test_any_text_is_judged(text: str, title: str, by_newcomer: bool, recent: list[str]) -> None:
    verdict = judge(Post(text, title, by_newcomer), recent=recent)
    assert 0 <= verdict.likelihood <= 1
    assert verdict.is_held == (verdict.likelihood > 0.5)
    assert len({reason.signal for reason in verdict.reasons}) == len(verdict.reasons)
