"""The pages on what is held of somebody, however they came: each is given whose it is, who looks, where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.own_data import actions, queries
from etabli.foundation.own_data.archive import archive_of
from etabli.foundation.own_data.by_address import declaration_of
from etabli.foundation.own_data.queries import Subject
from etabli.foundation.people.access import Request
from etabli.foundation.people.models import Organisation, Person, User
from etabli.foundation.people.pages import acted
from etabli.foundation.people.rules import may_make_paper
from etabli.foundation.people.viewer import Viewer


@dataclass(frozen=True)
class Addresses:
    """Where these pages are for one human being, and the page before them (`above`, `above_name`)."""

    held: str
    copy: str
    erase: str
    keep: str
    above: str
    above_name: str

    @classmethod
    def of(cls, pk: int | None) -> "Addresses":
        """Of oneself; of a person (`pk`), for the staff of their chamber."""
        if pk is None:
            return cls.under("own_data:mine", [], reverse("front:privacy"), _("Your data"))
        return cls.under("own_data:person", [pk], reverse("front:person", args=[pk]), "")

    @classmethod
    def under(cls, name: str, args: Sequence[object], above: str, above_name: str) -> "Addresses":
        """The four addresses named `name`, `name`_copy, `name`_erase and `name`_keep."""
        held, copy, erase, keep = (
            reverse(f"{name}{page}", args=args) for page in ("", "_copy", "_erase", "_keep")
        )
        return cls(held, copy, erase, keep, above, above_name)


def held_response(request: Request, subject: Subject, by: Viewer, addresses: Addresses) -> HttpResponse:
    """What is held, kind by kind; a copy to take away; the way to have it erased, or to keep it after all."""
    context = {
        "subject": subject,
        "here": addresses,
        "is_for_another": _is_for_another(subject, by),
        "outsider_of": "" if isinstance(subject, Person | User) else _issuer(subject),
        "kinds": queries.kinds_held(subject, by),
        "erasure": queries.erasure_under_way(subject),
        "may_print": isinstance(subject, Person) and may_make_paper(by, subject),
    }
    return render(request, "own_data/held.html", context)


def copy_response(subject: Subject, by: Viewer) -> FileResponse:
    """What this viewer may read of it, as one archive."""
    now = timezone.now()
    actions.give_copy(subject=subject, by=by, at=now)
    identifiers, name = queries.identifiers_of(subject), _name(subject)
    archive = archive_of(identifiers, by, name=name, issuer=_issuer(subject), at=now)
    begins = _("what the chamber reads of") if _is_for_another(subject, by) else _("everything about")
    file_name = f"{slugify(begins)}-{slugify(name) or subject.pk}.zip"
    return FileResponse(archive, as_attachment=True, filename=file_name, content_type="application/zip")


def erase_response(request: Request, subject: Subject, by: Viewer, addresses: Addresses) -> HttpResponse:
    """What an erasure does, what it doesn't, and when; then it is asked for."""
    now = timezone.now()
    if request.method == "POST":
        try:
            actions.ask_erasure(subject=subject, by=by, at=now)
        except ActionError as refusal:
            messages.error(request, str(refusal))
        else:
            acted(request, _("It is asked. Nothing is erased before the day that is written here."))
        return redirect(addresses.held)
    context = {
        "subject": subject,
        "here": addresses,
        "is_for_another": _is_for_another(subject, by),
        "day": queries.erasure_day(now),
        "fate": queries.preview_erasure(subject, by, now),
        "may_ask": not queries.serves_a_chamber(subject),
    }
    return render(request, "own_data/erase.html", context)


def keep_response(request: Request, subject: Subject, by: Viewer, addresses: Addresses) -> HttpResponse:
    """Keep everything after all."""
    erasure = queries.erasure_under_way(subject)
    if erasure is not None:
        actions.keep_everything(erasure=erasure, by=by, at=timezone.now())
        acted(request, _("Nothing will be erased. Everything is as it was."))
    return redirect(addresses.held)


def _is_for_another(subject: Subject, by: Viewer) -> bool:
    return isinstance(subject, Person) and not by.is_person(subject.pk)


def _name(subject: Subject) -> str:
    """Somebody without an account is who bears the address: they may have written any name."""
    if isinstance(subject, Person | User):
        return str(subject)
    address: str = subject.email  # type: ignore[attr-defined]  # each kind of outsider has one
    return address


def _issuer(subject: Subject) -> str:
    """Who holds it, as the paper says."""
    if isinstance(subject, Person):
        return subject.chamber.name
    if isinstance(subject, User):
        return "Établi"
    return Organisation.objects.get(pk=declaration_of(subject).organisation(subject)).name
