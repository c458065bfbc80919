"""The two documents of a brief, the specification and the one-page ad, as PDF and as DOCX."""

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
_PHOTO_FRAME = (400, 300)  # width and height, whatever the shape of the photo
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
type DocumentBuilder = Callable[..., engine.Document]


def document_of(brief: Brief, build: DocumentBuilder = engine.specification) -> engine.Document:
    """What `build` (`engine.one_page` or `engine.specification`) makes of the brief, in the reader's language."""
    return build(plain(brief), load(), reader_language())


def contact_of(person: Person) -> str:
    """The telephone and e-mail of the person, in one line; "" when they have neither."""
    return " · ".join(part for part in (person.phone, person.email) if part)


def _photos(brief: Brief) -> list[tuple[bytes, str]]:
    """The content and caption of each photo that is joined; a photo that the store has lost is left out."""
    photos = []
    for number, attachment in enumerate(photos_of(brief), 1):
        assert attachment.photo is not None
        try:
            with attachment.photo.content.open("rb") as file:
                caption = attachment.caption or _("Photo %(number)d") % {"number": number}
                photos.append((file.read(), caption))
        except (OSError, ValueError):  # ValueError: it was erased
            continue
    return photos


def pdf_of(
    brief: Brief, build: DocumentBuilder, *, is_named: bool = True, shows_contact: bool = False, at: datetime
) -> bytes:
    """The document as a tagged PDF; `is_named` adds the artisan's name, and `shows_contact` with it their contact."""
    document = document_of(brief, build)
    data = {
        **asdict(document),
        "issuer": brief.chamber.name,
        "fictional": is_fiction(),
        "compact": build is engine.one_page,
        "person": brief.person.name if is_named else "",
        "contact": contact_of(brief.person) if is_named and shows_contact else "",
        "version": str(brief.version),
        "photos_title": _("The photos"),
        "photos": [
            {"drawn": jpeg_svg(b64encode(photo).decode(), *_PHOTO_FRAME), "caption": caption}
            for photo, caption in _photos(brief)
        ],
    }
    return render(TEMPLATE, data, title=document.title, lang=reader_language(), at=at)


def docx_of(
    brief: Brief, build: DocumentBuilder, *, is_named: bool = True, shows_contact: bool = False, at: datetime
) -> bytes:
    """The document as DOCX: headings, numbered needs, the table of needs, the photos. Options as in `pdf_of`."""
    document, person = document_of(brief, build), brief.person if is_named else Person()
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
