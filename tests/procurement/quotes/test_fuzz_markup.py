"""Damaged DOCX, ODT and e-invoices: as the other files, and with their own tree shaken, the file around it sound."""

from __future__ import annotations

import io
import zipfile
from random import Random
from typing import Any

import pytest
from lxml import etree

from etabli.procurement.quotes.engine import Document, Unreadable
from etabli.procurement.quotes.reading import read_all
from tests.procurement.quotes.cii import PROFILES, factur_x, order_x, zugferd_1
from tests.procurement.quotes.electronic import a_bill
from tests.procurement.quotes.letters import print_docx, print_odt
from tests.procurement.quotes.mutants import (
    Attack,
    cut,
    deep_nest,
    entities,
    inner_member,
    odd_numbers,
    packed,
    piece_lost,
    piece_twice,
    some_bytes,
    with_xml_inside,
)
from tests.procurement.quotes.printing import a_layout, a_truth, print_pdf
from tests.procurement.quotes.test_fuzz import LONG, SHORT, attacked
from tests.procurement.quotes.ubl import ubl


@pytest.fixture(scope="module")
def sound() -> list[bytes]:
    """Letters and e-invoices of each kind that are read without trouble, and one in a PDF."""
    dice = Random(11)
    letters = [write(a_truth(dice), a_layout(dice), dice) for write in (print_docx, print_odt) * 2]
    bills = [
        factur_x(a_bill(dice), dice.choice(list(PROFILES))),
        zugferd_1(a_bill(dice)),
        order_x(a_bill(dice)),
    ]
    bills += [ubl(a_bill(dice), root) for root in ("Invoice", "Quotation")]
    return [*letters, *bills, with_xml_inside(print_pdf(a_truth(dice), a_layout(dice)), bills[0])]


# -- Attacks on the tree: what is written stays XML -----------------------------------------------------------------


def shaken(content: bytes, dice: Random) -> bytes:
    """Elements lost, doubled, moved, renamed, put into themselves, their values odd."""
    if content.startswith(b"PK"):
        return _in_archive(content, dice)
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:  # no XML, or one that another attack has broken
        return some_bytes(content, dice)
    for _ in range(dice.choice((1, 5, 50))):
        _shake(dice.choice(list(root.iter("*"))), dice)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _shake(node: Any, dice: Random) -> None:
    way, parent = dice.randrange(6), node.getparent()
    if way == 0 and parent is not None:
        parent.remove(node)
    elif way == 1 and parent is not None:
        parent.extend([_copy(node) for _ in range(dice.choice((1, 3, 30)))])
    elif way == 2:
        node.append(_copy(node))
    elif way == 3:
        node.text = dice.choice(
            ("", "NaN", "-1", "1e9999", "9" * 400, "0.00", "1/0", "\u202e", "x" * 5000, "٣٤")
        )
    elif way == 4 and node.attrib:
        node.set(dice.choice(list(node.attrib)), dice.choice(("", "-1", "99999999999", "NaN", "0", "x")))
    else:
        other = dice.choice(list(node.getroottree().getroot().iter("*")))
        node.tag = other.tag


def _copy(node: Any) -> Any:
    return etree.fromstring(etree.tostring(node, with_tail=False))


def _in_archive(content: bytes, dice: Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # an archive that another attack has broken: any error of the library
        return some_bytes(content, dice)
    names = [name for name in parts if name.endswith(("document.xml", "content.xml", "styles.xml"))]
    if names:
        name = dice.choice(names)
        parts[name] = shaken(parts[name], dice)[:3_000_000]
    return packed(parts)


ATTACKS: tuple[Attack, ...] = (
    shaken, inner_member, shaken, odd_numbers, some_bytes, cut, piece_lost, piece_twice, entities, deep_nest,
)  # fmt: skip


def test_the_sound_letters_and_bills_are_read(sound: list[bytes]) -> None:
    answers = read_all([Document("devis", content) for content in sound])
    assert not [answer for answer in answers if isinstance(answer, Unreadable)]


def test_damaged_letters_and_bills_in_short(sound: list[bytes]) -> None:
    good, bad = attacked(sound, SHORT, seed=1, attacks=ATTACKS)
    assert good > SHORT // 10, "the attacks are so rough that nothing reaches the decoder"
    assert bad > SHORT // 10, "the attacks are too mild"


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(2, 6))
def test_damaged_letters_and_bills_at_length(sound: list[bytes], seed: int) -> None:
    good, bad = attacked(sound, LONG // 4, seed=seed, attacks=ATTACKS)
    assert min(good, bad) > LONG // 40
