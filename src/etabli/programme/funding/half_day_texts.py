"""Who pays for a half-day, as its artisan reads it: never why, only what becomes of it and what they bring."""

from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.ui.typography import euros, full_day
from etabli.programme.funding.engine import Answer
from etabli.programme.funding.models import DocumentKind
from etabli.programme.funding.queries.files import Dossier, file_of, read, standing_file
from etabli.programme.support.models import Appointment


def text_of(appointment: Appointment) -> str:
    """One or two sentences; "" when no file asks for this half-day."""
    file = file_of(appointment)
    standing = standing_file(file.pk) if file else None
    return _text(read([standing], today=timezone.localdate())[0]) if standing else ""


def _text(dossier: Dossier) -> str:
    file, verdict = dossier.file, dossier.verdict
    fund = {"fund": file.fund.name}
    if file.is_accepted:
        artisan = dossier.artisan_cents
        yours = _("You pay %(amount)s.") % {"amount": euros(artisan)} if artisan else _("You pay nothing.")
        return f"{_('Who pays: %(fund)s, which has agreed.') % fund} {yours}"
    if file.is_accepted is False:
        return _("Who pays: %(fund)s has not agreed. Your adviser speaks with you about it.") % fund
    if file.sent_on is not None:
        return _("Who pays: %(fund)s was asked. Your adviser tells you its answer.") % fund
    asking = _("Who pays: your adviser is getting a request to %(fund)s ready.") % fund
    if verdict is None or verdict.answer == Answer.NO or not verdict.missing:
        return asking
    documents = ", ".join(str(DocumentKind(kind).label) for kind in verdict.missing)
    if verdict.apply_by is None:
        return f"{asking} {_('Documents to bring: %(documents)s.') % {'documents': documents}}"
    values = {"documents": documents, "day": full_day(verdict.apply_by)}
    return f"{asking} {_('Documents to bring by %(day)s: %(documents)s.') % values}"
