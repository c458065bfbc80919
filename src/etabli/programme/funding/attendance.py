"""The attendance sheet of a file, and its certificate: those of workshops, with the fund and the number of the body."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _, override

from etabli.foundation.documents import render
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import day, full_day, hours as hours_text, minutes
from etabli.programme.funding.application import business_of
from etabli.programme.funding.logos import drawn_logos
from etabli.programme.funding.models import AdviserSignature, Fund, HalfSignature
from etabli.programme.funding.queries.balance import is_credited
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.files import completing_file, read
from etabli.programme.funding.queries.report import FundedHalfDay
from etabli.programme.support.models import Appointment
from etabli.programme.workshops import attendance_sheets, certificates
from etabli.programme.workshops.attendance_sheets import signature_data
from etabli.programme.workshops.period import MAX_IN_MEMORY


def sheet_of(dossier: Dossier, number: str, *, at: datetime) -> bytes:
    """One page for each half-day, signed or to sign, but for those to which they did not come; in the language of the
    installation: the fund reads it."""
    rows = dossier.not_missed
    with override(settings.LANGUAGE_CODE):
        signed = _signed(HalfSignature, rows)
        advised = _signed(AdviserSignature, rows)
        places = ", ".join(dict.fromkeys(row.place for row in rows))
        data = {
            "issuer": dossier.file.chamber.name,
            "fictional": is_fiction(),
            "heading": _("Attendance sheet"),
            "logos": drawn_logos(_payers(dossier)),
            "workshop": _("Half-day of support"),
            "place": [_("Place"), places],
            "sheets": [_sheet(dossier, row, number, signed.get(row.pk), advised.get(row.pk)) for row in rows],
        }
        title = f"{data['heading']} · {dossier.file.person.name}"
        return render(attendance_sheets.TEMPLATE, data, title=title, lang=reader_language(), at=at)


def _sheet(dossier: Dossier, row: Appointment, number: str, signed: Any, advised: Any) -> dict[str, Any]:
    person, adviser = dossier.file.person.name, row.half_day.adviser.name
    start, end = row.hours_done
    trainer = [{"name": adviser, **_signature(advised, adviser)}] if advised else []
    line = {"name": person, "about": business_of(dossier), "told": "", "missing": False}
    return {
        "half": "",
        "facts": [
            [_("Day"), full_day(start)],
            [_("Half-day"), f"{row.half_day.get_half_display()}, {hours_text(start, end)}"],
            [_("Trainer"), adviser],
            *_funded(dossier, number),
            *([[_("Signed by the participant on"), _signed_on(signed)]] if signed else []),
            *([[_("Signed by the trainer on"), _signed_on(advised)]] if advised else []),
        ],
        "columns": [
            _("Participant"),
            _("Business"),
            _("Signature, %(day)s, %(half)s")
            % {"day": day(start), "half": row.half_day.get_half_display().lower()},
        ],
        "rows": [{**line, **_signature(signed, person)}],
        "totals": [],
        "trainer": _("Signature of the trainer: %(name)s") % {"name": adviser},
        "signatures": trainer,
        "note": "",
    }


def certificate_of(dossier: Dossier, number: str, *, at: datetime) -> bytes:
    """What the artisan attended, for them and for the fund; the caller has seen that they came."""
    with override(settings.LANGUAGE_CODE):
        file, rows = dossier.file, dossier.held
        advised = _signed(AdviserSignature, rows)
        names = ", ".join(dict.fromkeys(row.half_day.adviser.name for row in rows))
        length = minutes(sum(row.minutes_done for row in rows))
        page = {
            "lang": reader_language(),
            "heading": _("Certificate of attendance"),
            "logos": drawn_logos(_payers(dossier)),
            "columns": [_("Day"), _("Hours"), _("Length")],
            "opening": _("%(chamber)s certifies that") % {"chamber": file.chamber.name},
            "name": file.person.name,
            "business": business_of(dossier),
            "came": _("had, for themselves alone,"),
            "workshop": _("Half-days of support"),
            "stays": [
                [full_day(row.half_day.on), hours_text(*row.hours_done), minutes(row.minutes_done)]
                for row in rows
            ],
            "facts": [[_("Length in all"), length], [_("Trainer"), names], *_funded(dossier, number)],
            "done": _("Made on %(day)s. %(chamber)s, %(names)s")
            % {"day": full_day(at), "chamber": file.chamber.name, "names": names},
            "signatures": [_signature(signature, names) for signature in list(advised.values())[:1]],
        }
        data = {"issuer": file.chamber.name, "fictional": is_fiction(), "certificates": [page]}
        title = _("Certificate of attendance")
        return render(certificates.TEMPLATE, data, title=title, lang=reader_language(), at=at)


def _payers(dossier: Dossier) -> list[Fund]:
    """Of both files of a half-day, the same: the fund that was asked first, then the other; only those that pay
    something, or whose answer is waited for."""
    first = dossier.completed_dossier or dossier
    other = dossier if dossier.completed_dossier else None
    if other is None and dossier.is_passed_on:
        completing = completing_file(first.file)
        other = read([completing], today=dossier.today)[0] if completing is not None else None
    return [row.file.fund for row in (first, other) if row is not None and _pays(row)]


def _pays(dossier: Dossier) -> bool:
    """Its fund pays something, or has not answered; not where a credit note has taken its bill off whole."""
    if is_credited(dossier.file):
        return False
    return dossier.file.is_accepted is None or dossier.granted_cents > 0


def _funded(dossier: Dossier, number: str) -> list[list[str]]:
    """Who pays, the fund that was asked first before the other, and what funds call the chamber."""
    payers = _payers(dossier)
    return [
        *([[_("Paid by"), ", ".join(fund.name for fund in payers)]] if payers else []),
        *([[_("Number of the training body"), number]] if number else []),
    ]


def _signed(model: Any, rows: Sequence[Appointment]) -> dict[int, Any]:
    """The signatures of these half-days by their number, each with its moment: one statement."""
    signed = model.objects.filter(appointment__in=rows, signed_at__isnull=False)
    return {pk: (drawn, at) for pk, drawn, at in signed.values_list("appointment", "signature", "signed_at")}


def _signature(signed: tuple[Any, datetime] | None, name: str) -> dict[str, str]:
    """Drawn or typed, as documents take it; nothing while nobody has signed."""
    return signature_data(signed[0], name) if signed else {}


def _signed_on(signed: tuple[Any, datetime] | None) -> str:
    return full_day(timezone.localtime(signed[1])) if signed else ""


def archive_of(held: Sequence[FundedHalfDay], number: str, *, at: datetime) -> IO[bytes]:
    """The ZIP of the sheets and certificates of the files of these half-days, by fund, but for those of which it pays
    nothing; at its beginning."""
    out: IO[bytes] = SpooledTemporaryFile(max_size=MAX_IN_MEMORY)  # noqa: SIM115 -- the response closes it
    dossiers = {row.dossier.file.pk: row.dossier for row in held if row.is_held and row.is_paid}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for dossier in dossiers.values():
            name = f"{slugify(dossier.file.fund.name)}/{slugify(dossier.file.person.name)}-{dossier.file.pk}"
            archive.writestr(f"{name}-{_('sheet')}.pdf", sheet_of(dossier, number, at=at))
            archive.writestr(f"{name}-{_('certificate')}.pdf", certificate_of(dossier, number, at=at))
    out.seek(0)
    return out
