"""The register of processing of a business, and what its customers may read of it, as files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from etabli.foundation.documents import render
from etabli.foundation.documents.odt import MIME as ODT, odt_file
from etabli.foundation.documents.word import Part, docx_file
from etabli.foundation.files.responses import document_response
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import full_day
from etabli.procurement.needs.wording import words_of
from etabli.programme.protection.engine import ProcessingActivity
from etabli.programme.protection.printing import DOCUMENTS

BULLET = "•"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class RegisteredBusiness:
    """Whose register it is, and by what people reach it about their data."""

    name: str
    contact: str


def register_pdf(
    business: RegisteredBusiness, processing_activities: Sequence[ProcessingActivity], *, at: datetime
) -> HttpResponse:
    """The register, one line for each thing that is kept."""
    data = {
        "issuer": business.name,
        "fictional": is_fiction(),
        "opening": _opening(business, at),
        "columns": _columns(),
        "rows": _rows(processing_activities),
        "to_check": _to_check(processing_activities),
    }
    title, lang = _("Register of processing"), reader_language()
    content = render(DOCUMENTS.joinpath("register.typ"), data, title=title, lang=lang, at=at)
    return document_response(content, "registre.pdf")


def register_docx(
    business: RegisteredBusiness, processing_activities: Sequence[ProcessingActivity], *, at: datetime
) -> HttpResponse:
    """The same to go on with in Word."""
    parts, title = _register_parts(business, processing_activities, at), _("Register of processing")
    content = docx_file(parts, title=title, author=business.name, lang=reader_language(), at=at)
    return _download(content, "registre.docx", DOCX)


def register_odt(
    business: RegisteredBusiness, processing_activities: Sequence[ProcessingActivity], *, at: datetime
) -> HttpResponse:
    """The same to go on with in LibreOffice."""
    parts, title = _register_parts(business, processing_activities, at), _("Register of processing")
    content = odt_file(parts, title=title, author=business.name, lang=reader_language(), at=at)
    return _download(content, "registre.odt", ODT)


def customers_pdf(
    business: RegisteredBusiness, processing_activities: Sequence[ProcessingActivity], *, at: datetime
) -> HttpResponse:
    """What customers may read: what is kept of them, how long, and what they may ask."""
    data = {
        "issuer": business.name,
        "fictional": is_fiction(),
        "kept_label": _("What we keep of you"),
        "kept": [{"text": text, "until": until} for text, until in _kept_of_customers(processing_activities)],
        "rights_label": _("What you may ask"),
        "rights": _rights(processing_activities),
        "contact": _contact(business),
        "cnil": _complaint(),
    }
    title, lang = _("Your data at our place"), reader_language()
    content = render(DOCUMENTS.joinpath("customers.typ"), data, title=title, lang=lang, at=at)
    return document_response(content, "vos-donnees.pdf")


def customers_odt(
    business: RegisteredBusiness, processing_activities: Sequence[ProcessingActivity], *, at: datetime
) -> HttpResponse:
    """The same to put into their own words in LibreOffice."""
    kept = [(BULLET, f"{text} {until}") for text, until in _kept_of_customers(processing_activities)]
    rights = [
        *((BULLET, right) for right in _rights(processing_activities)),
        ("", _contact(business)),
        ("", _complaint()),
    ]
    parts = [Part(_("What we keep of you"), kept)] if kept else []
    parts.append(Part(_("What you may ask"), rights))
    title, lang = _("Your data at our place"), reader_language()
    content = odt_file(parts, title=title, author=business.name, lang=lang, at=at)
    return _download(content, "vos-donnees.odt", ODT)


def _register_parts(
    business: RegisteredBusiness, processing_activities: Sequence[ProcessingActivity], at: datetime
) -> list[Part]:
    lines = [("", text) for text in (_opening(business, at), _to_check(processing_activities)) if text]
    return [Part(_("What is kept"), lines=lines, table=[_columns(), *_rows(processing_activities)])]


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


def _kept_of_customers(processing_activities: Sequence[ProcessingActivity]) -> list[tuple[str, str]]:
    return [(words_of(row.paper), words_of(row.kept)) for row in processing_activities if row.paper.fr]


def _rights(processing_activities: Sequence[ProcessingActivity]) -> list[str]:
    """What customers may ask; a refusal, only of what is ticked."""
    to_refuse = {
        "letter": _("To say no to our news, at any time."),
        "photos": _("To say no to a photo, at any time."),
    }
    return [
        _("To read what we keep of you, and to have it corrected or erased."),
        *(to_refuse[row.id] for row in processing_activities if row.id in to_refuse),
        _("To know who sees it, and to whom we give it."),
    ]


def _contact(business: RegisteredBusiness) -> str:
    return _("To ask: %(contact)s.") % {"contact": business.contact}


def _complaint() -> str:
    return _("No answer within a month? You may complain to the CNIL: cnil.fr.")


def consent_lines() -> list[tuple[str, str]]:
    """What somebody agrees to before a newsletter or a photo: what it is for, and the line to copy."""
    return [
        (
            _("Newsletter, on a form"),
            _("☐ I want to receive your news by email. I can say stop at any time, by the link in each one."),
        ),
        (
            _("Text messages, on a form"),
            _(
                "☐ I want to receive your news by text message. I can say stop at any time, by answering STOP."
            ),
        ),
        (
            _("At the foot of each newsletter"),
            _("You receive this letter because you asked for it. To receive it no more: (link)."),
        ),
        (
            _("Photo of a customer or of their home"),
            _(
                "☐ You may show photos of the work on your site and your pages. I can change my mind at any time."
            ),
        ),
    ]


def _opening(business: RegisteredBusiness, at: datetime) -> str:
    names = {"name": business.name, "contact": business.contact, "day": full_day(at)}
    return _("%(name)s, %(contact)s. Written on %(day)s, to be read again each year.") % names


def _to_check(processing_activities: Sequence[ProcessingActivity]) -> str:
    left = _(
        "Left to write: who receives these data (accountant, carrier, host of the site), and how they are kept safe."
    )
    if all(row.source.checked_on for row in processing_activities):
        return left
    said = _("Proposed by Établi, to be checked: cnil.fr says how long each thing may be kept.")
    return f"{said} {left}"


def _columns() -> list[str]:
    return [_("Processing"), _("Purpose"), _("Data"), _("Why it is allowed"), _("Kept for")]


def _rows(processing_activities: Sequence[ProcessingActivity]) -> list[list[str]]:
    return [
        [words_of(text) for text in (row.name, row.purpose, row.data, row.basis, row.kept)]
        for row in processing_activities
    ]
