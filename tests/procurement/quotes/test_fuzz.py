"""Damaged and hostile files: always a quote or a refusal in plain words, within the limits, and the caller goes on.

The same attack twice: a short one with the ordinary tests, a long one under `deep`. `mutants.SOUND` holds the files.
"""

from __future__ import annotations

import io
import json
import os
import re
import resource
import zipfile
from collections.abc import Sequence
from types import SimpleNamespace

import pikepdf
import pytest

from etabli.foundation.people.viewer import Viewer
from etabli.procurement.quotes.actions import keep_reading
from etabli.procurement.quotes.engine.model import Document, Quote, Unreadable
from etabli.procurement.quotes.engine.stored import from_stored, to_stored
from etabli.procurement.quotes.models import QuoteReading
from etabli.procurement.quotes.reading import read, read_all
from tests.community.conftest import AT
from tests.procurement.quotes.conftest import give
from tests.procurement.quotes.mutants import ATTACKS, SOUND, XML, Attack, damaged, packed, word_quote
from tests.procurement.quotes.test_reading import a_pdf

SHORT, LONG = 96, 1600
AT_ONCE = 48  # documents for one child
SECONDS = 10  # of processor for each document, far above what any of these takes
MEMORY_MB = 1024


@pytest.fixture(scope="module")
def sound() -> list[bytes]:
    return [content for files in SOUND.values() for content in files()]


# -- What must hold ------------------------------------------------------------------------------------------------


def is_told(refusal: Unreadable) -> bool:
    said = (refusal.what, refusal.mend, refusal.what_en, refusal.mend_en)
    return all(text.strip().endswith((".", "!", "?", ")")) and "Traceback" not in text for text in said)


def stored(quote: Quote) -> str:
    """As a database takes it: PostgreSQL refuses NaN, the character 0 and half a surrogate."""
    text = json.dumps(to_stored(quote), allow_nan=False)
    assert not re.search(r"\\u(0000|d[89a-f])", re.sub(r"\\ud[89ab]..\\ud[c-f]..", "", text)), (
        "no database takes it"
    )
    return text


def check(documents: list[Document]) -> tuple[int, int]:
    """Reads all of them; gives how many were read and how many refused."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    answers = read_all(documents, seconds=SECONDS, memory_mb=MEMORY_MB)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert len(answers) == len(documents)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS * len(documents)
    # In kilobytes resident, of the largest child so far: what an earlier test started may have been larger.
    assert after.ru_maxrss <= max(before.ru_maxrss, MEMORY_MB * 1024)
    for answer in answers:
        if isinstance(answer, Unreadable):
            assert is_told(answer), answer
        else:
            assert from_stored(json.loads(json.dumps(to_stored(answer)))) == answer
            for language in ("fr", "en"):
                json.dumps(answer.as_json(language))
            assert "root:" not in stored(answer), "a file of the machine was read"
    refusals = [answer.what_en for answer in answers if isinstance(answer, Unreadable)]
    felled = [refusal for refusal in refusals if "too much time or memory" in refusal]
    assert len(felled) <= len(documents) // 20, (
        "what asks for much is to be refused before it fells its reader"
    )
    return len(answers) - len(refusals), len(refusals)


def attacked(
    sound: Sequence[bytes], number: int, seed: int, attacks: Sequence[Attack] = ATTACKS
) -> tuple[int, int]:
    files_before = set(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else set()
    documents = list(damaged(sound, number, seed, attacks))
    good = bad = 0
    for start in range(0, number, AT_ONCE):
        more_good, more_bad = check(documents[start : start + AT_ONCE])
        good, bad = good + more_good, bad + more_bad
    if files_before:
        assert len(os.listdir("/proc/self/fd")) <= len(files_before) + 2
    return good, bad


def test_the_sound_files_are_read(sound: list[bytes]) -> None:
    answers = read_all([Document("devis", content) for content in sound])
    assert not [answer for answer in answers if isinstance(answer, Unreadable)]


def test_damaged_files_in_short(sound: list[bytes]) -> None:
    good, bad = attacked(sound, SHORT, seed=1)
    assert good > SHORT // 10, "the attacks are so rough that nothing reaches the decoder"
    assert bad > SHORT // 10, "the attacks are too mild"


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(2, 6))
def test_damaged_files_at_length(sound: list[bytes], seed: int) -> None:
    good, bad = attacked(sound, LONG // 4, seed=seed)
    assert min(good, bad) > LONG // 40


def test_a_reading_is_stopped_at_its_time() -> None:
    """A page of a million words, with one second of processor: refused, and in time."""
    kept = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        font = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        words = b"".join(b"1 0 0 1 %d %d Tm (12,00) Tj " % (n % 590, n // 590) for n in range(400_000))
        pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 6 Tf " + words + b" ET")
        pdf.save(kept)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with pytest.raises(Unreadable) as refusal:
        read(Document("devis.pdf", kept.getvalue()), seconds=1)
    assert is_told(refusal.value)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 4


# -- What is read must also be kept, by either database ------------------------------------------------------------


def with_letters_that_mean(code: str) -> bytes:
    """A printed quote whose letter L stands for another character, in UTF-16: half of one, or none at all."""
    mapping = f"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
    1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <4C> <{code}> endbfchar endcmap end end"""
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf(3))) as pdf:
        meaning = pdf.make_indirect(pdf.make_stream(mapping.encode()))
        for _name, font in pdf.pages[0].Resources.Font.items():
            font.ToUnicode = meaning
        pdf.save(kept)
    return kept.getvalue()


def word_with(before: str, after: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(word_quote())) as archive:
        text = archive.read("word/document.xml").decode()
    assert before in text
    return packed({"word/document.xml": text.replace(before, after).encode()})


TRAPS: dict[str, bytes] = {
    **{
        f"letter {code}": with_letters_that_mean(code)
        for code in ("D800", "DC00D800", "D83DDE00", "0000", "0001")
    },
    **{f"column {wide}": word_with('w:w="2400"', f'w:w="{wide}"') for wide in ("nan", "inf", "1e308", "-5")},
    "spans": word_with("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>'),
    "total of 24 figures": word_with("420,00 €", "420000000000000000000000,00 €"),
    **{
        f"XML total {total}": XML.replace("360.00", total).encode()
        for total in ("360000000000000000000000", "999999999999.99", "1E400", "1E-400", "NaN", "-Infinity")
    },
    "XML name of 500,000 letters": XML.replace("Logo", "L" * 500_000).encode(),
    "XML day that is none": XML.replace("2026-03-02", "9999-99-99").encode(),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", TRAPS)
def test_every_reading_ends(name: str, world: SimpleNamespace) -> None:
    """A reading that can't be written down would be begun again for ever."""
    reading = give(world, read=False)
    found: Quote | Unreadable
    try:
        found = read(Document(name, TRAPS[name]))
        stored(found)
    except Unreadable as refusal:
        found = refusal
    keep_reading(reading=reading, result=found, by=Viewer.system(reading.chamber_id), at=AT)
    kept = QuoteReading.objects.get(pk=reading.pk)
    assert kept.status in {"read", "refused"}
    if isinstance(found, Quote):
        assert from_stored(kept.decoded) == found
