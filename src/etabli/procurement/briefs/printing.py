"""A brief on paper: its two documents as PDF and as DOCX."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from importlib.resources import files

from django.utils.translation import gettext as _

from etabli.foundation.documents import Part, docx_file, jpeg_svg, render
from etabli.foundation.people.models import Person
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.procurement.briefs import engine
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.queries import photos_of, plain
from etabli.procurement.needs.catalogue import load

TEMPLATE = files("etabli.procurement.briefs").joinpath("documents/brief.typ")
_PRINTED = (400, 300)  # the frame of a photo, whatever its shape
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
type Making = Callable[..., engine.Document]


def document_of(brief: Brief, making: Making = engine.specification) -> engine.Document:
    """One of the brief's two documents (`engine.one_page`, `engine.specification`), in the reader's language."""
    return making(plain(brief), load(), reader_language())


def contact_of(person: Person) -> str:
    """Where to answer, in one line."""
    return " · ".join(part for part in (person.phone, person.email) if part)


def _photos(brief: Brief) -> list[tuple[bytes, str]]:
    """The photos that are joined, with what each shows; one that the store has lost is left out."""
    photos = []
    for number, attachment in enumerate(photos_of(brief), 1):
        assert attachment.photo is not None
        try:
            with attachment.photo.content.open("rb") as file:
                shows = attachment.caption or _("Photo %(number)d") % {"number": number}
                photos.append((file.read(), shows))
        except (OSError, ValueError):  # ValueError: it was erased
            continue
    return photos


def pdf_of(
    brief: Brief, making: Making, *, is_named: bool = True, shows_contact: bool = False, at: datetime
) -> bytes:
    """The document as a tagged PDF; with the artisan's telephone and mail where they chose so."""
    document = document_of(brief, making)
    data = {
        **asdict(document),
        "issuer": brief.chamber.name,
        "fictional": is_fiction(),
        "compact": making is engine.one_page,
        "person": brief.person.name if is_named else "",
        "contact": contact_of(brief.person) if is_named and shows_contact else "",
        "version": str(brief.version),
        "photos_title": _("The photos"),
        "photos": [
            {"drawn": jpeg_svg(b64encode(photo).decode(), *_PRINTED), "shows": shows}
            for photo, shows in _photos(brief)
        ],
    }
    return render(TEMPLATE, data, title=document.title, lang=reader_language(), at=at)


def docx_of(
    brief: Brief, making: Making, *, is_named: bool = True, shows_contact: bool = False, at: datetime
) -> bytes:
    """The same for a word processor: headings, numbered needs, and the table of needs."""
    document, person = document_of(brief, making), brief.person if is_named else Person()
    parts = [
        Part(section.title, [(sentence.number, sentence.whole) for sentence in section.sentences])
        for section in document.sections
    ]
    if document.table:
        parts.append(Part(document.table_title, table=document.table))
    if photos := _photos(brief):
        parts.append(Part(_("The photos"), pictures=photos))
    version = _("version %(number)d of the project") % {"number": brief.version}
    under = [document.subtitle, person.name, version, contact_of(person) if shows_contact else ""]
    return docx_file(
        parts,
        title=document.title,
        subtitle=" · ".join(filter(None, under)),
        author=person.name,
        lang=reader_language(),
        at=at,
    )
