"""Telling whoever asked for an import that it is over."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.telling import tell_once
from etabli.foundation.notify.prose import Prose, gettext as _, ngettext, ours, paragraphs, sentences
from etabli.foundation.people.models import STAFF, Membership
from etabli.foundation.registries import Kind, Words
from etabli.territory.register.models import Import

IMPORT_ENDED = Kind(
    "register.ended",
    gettext_lazy("The end of an import that you asked for"),
    frozenset(STAFF),
    channel="here",
    staff_reads=True,
)
KINDS = [IMPORT_ENDED]


def tell_ended(done: Import, refusal: str, at: datetime) -> None:
    """Say how the import ended; nobody is told of one that the command line did. Called inside an act."""
    launcher = _launcher(done)
    if launcher is None:
        return
    tell_once(
        IMPORT_ENDED,
        to=launcher,
        words=lambda: Words(
            title=_("The import came to nothing") if refusal else _("The import is done"),
            text=paragraphs(done.files, ours(refusal) or _summary(done)),
            url=reverse("register:import", args=[done.pk]),
            see=_("The report of the import"),
        ),
        key=f"register-import:{done.pk}",
        at=at,
    )


def _launcher(done: Import) -> Membership | None:
    sheet = getattr(done, "sheet", None)
    request_filter = (
        {"verb": "register.start_sheet", "subject_id": str(sheet.pk)}
        if sheet
        else {"verb": "register.start_import", "subject_id": str(done.pk)}
    )
    entry = Entry.objects.filter(**request_filter).order_by("-pk").first()
    if entry is None or entry.organisation_id is None:
        return None
    return Membership.objects.filter(
        user__party=entry.actor_id,
        organisation_id=entry.organisation_id,
        role__in=STAFF,
    ).first()


def _summary(done: Import) -> Prose:
    created, updated, rejected = done.created, done.updated, done.rejected_count
    left_out_text = ngettext(
        "%(n)d row left out or to look at.", "%(n)d rows left out or to look at.", rejected
    )
    return sentences(
        ngettext("%(n)d business created.", "%(n)d businesses created.", created) % {"n": created},
        ngettext("%(n)d completed.", "%(n)d completed.", updated) % {"n": updated},
        left_out_text % {"n": rejected},
    )
