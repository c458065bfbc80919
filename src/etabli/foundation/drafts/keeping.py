"""The storage of drafts. These are not acts: nothing has happened yet, and the journal would hold every keystroke."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from etabli.foundation.drafts.models import Draft
from etabli.foundation.parties import NOBODY
from etabli.foundation.people import session_expiry
from etabli.foundation.people.sessions import is_empty
from etabli.foundation.people.viewer import Viewer

MAX_DRAFTS = 60  # drafts of one writer: past it, the oldest goes
MAX_LENGTH = 200_000  # characters of one draft, as JSON
MAX_ADDRESS_LENGTH = 300

Values = Mapping[str, list[str]]  # by the names of the controls


@dataclass(frozen=True)
class TypedForm:
    """What was typed in a form: all of it when `is_whole`, else what was touched, with its `initial_values`.

    `page_rendered_at`: what is typed in a page older than the last sending of the form is dropped, if a draft of it was
    kept before that sending.
    """

    typed: Values
    initial_values: Values = field(default_factory=dict)
    is_whole: bool = False
    page_rendered_at: datetime | None = None


@dataclass(frozen=True)
class Writer:
    """Who types, in which role."""

    owner_party_id: int
    role_or_session: str  # "adviser:3", or "session:…" of a visitor

    @property
    def is_visitor(self) -> bool:
        """Nobody has said who they are: only their session knows them."""
        return self.owner_party_id == NOBODY

    @property
    def digest(self) -> str:
        """What stands in a page for its writer, so that what is typed there is never kept for somebody else."""
        return salted_hmac(
            "etabli.drafts", f"{self.owner_party_id} {self.role_or_session}", algorithm="sha256"
        ).hexdigest()[:16]


def writer_of(request: HttpRequest) -> Writer | None:
    """Whose drafts this browser keeps now; None for a visitor of whom nothing is kept, and on a tablet lent to many."""
    viewer: Viewer = getattr(request, "viewer", Viewer.nobody())
    if viewer.kiosk:
        return None
    if viewer.is_known:
        return Writer(*viewer.writer)
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or is_empty(request.session):
        return None
    if (
        request.session.session_key is None
    ):  # the cookie's session is gone, and the new one has no key until it is saved
        return None
    key = salted_hmac("etabli.drafts.session", request.session.session_key, algorithm="sha256")
    return Writer(NOBODY, f"session:{key.hexdigest()[:24]}")


def writer_of_ended_session(request: HttpRequest) -> Writer | None:
    """Who had the session that has ended here, and in which the page was made; None when none has."""
    ended = session_expiry.writer_of_ended_session(request)
    return Writer(*ended) if ended else None


def form_address_of(page: str, action: str) -> str:
    """The address that a form of this page is sent to, as drafts are filed: without `next`, which is not the form's."""
    split = urlsplit(urljoin(page, action))
    query = urlencode([pair for pair in parse_qsl(split.query, keep_blank_values=True) if pair[0] != "next"])
    return f"{split.path}?{query}" if query else split.path


def keep(writer: Writer, form_address: str, typed_form: TypedForm, *, at: datetime) -> None:
    """Save these values over what was saved of the same form; nothing is saved when it would be too long with them."""
    if len(form_address) > MAX_ADDRESS_LENGTH or _is_too_long(typed_form.typed, typed_form.initial_values):
        return
    with transaction.atomic():
        draft = _drafts(writer).select_for_update().filter(form=form_address).first()
        if draft is None:
            _begin(writer, form_address, typed_form, at)
            return
        if (
            draft.closed_at is not None
            and typed_form.page_rendered_at is not None
            and typed_form.page_rendered_at < draft.closed_at
        ):
            return
        is_unsent = draft.closed_at is None
        initial_values = typed_form.initial_values
        if is_unsent:  # a page that shows what was typed can't say what stood there first
            untyped = {name: values for name, values in initial_values.items() if name not in draft.typed}
            initial_values = {**untyped, **draft.initial_values}
        draft.typed = (
            {**draft.typed, **typed_form.typed} if is_unsent and not typed_form.is_whole else typed_form.typed
        )
        draft.initial_values = initial_values
        if _is_too_long(draft.typed, draft.initial_values):
            return
        draft.is_whole = typed_form.is_whole or (draft.is_whole and is_unsent)
        draft.kept_at, draft.closed_at = at, None
        draft.save()


def _is_too_long(typed: Values, initial_values: Values) -> bool:
    return len(json.dumps([typed, initial_values])) > MAX_LENGTH


def _begin(writer: Writer, form_address: str, typed_form: TypedForm, at: datetime) -> None:
    key = {"owner_id": writer.owner_party_id, "role_or_session": writer.role_or_session, "form": form_address}
    values = {
        "typed": typed_form.typed,
        "initial_values": typed_form.initial_values,
        "is_whole": typed_form.is_whole,
        "kept_at": at,
    }
    try:
        with transaction.atomic():
            Draft.objects.create(**key, **values)
    except IntegrityError:
        return  # two autosaves at once: the next one updates the draft
    excess_pks = _drafts(writer).order_by("-kept_at", "-pk").values_list("pk", flat=True)[MAX_DRAFTS:]
    Draft.objects.filter(pk__in=list(excess_pks)).delete()


def close(writer: Writer, form_address: str, at: datetime) -> None:
    """Empty the draft of a form that was sent, and keep when; a form of which no draft was kept leaves no trace."""
    _drafts(writer).filter(form=form_address).update(typed={}, initial_values={}, closed_at=at)


def put_aside(writer: Writer, form_address: str, at: datetime) -> None:
    """Discard the draft of a form; `bring_back` restores it."""
    _drafts(writer).filter(form=form_address, closed_at=None).update(closed_at=at)


def bring_back(writer: Writer, form_address: str) -> None:
    """Restore the draft that was discarded."""
    _drafts(writer).filter(form=form_address).exclude(typed={}).update(closed_at=None)


def forget(request: HttpRequest) -> None:
    """Delete the drafts of the visitor who sends this request; those of somebody known stay."""
    writer = writer_of(request)
    if writer is not None and writer.is_visitor:
        _drafts(writer).delete()


def drafts_of(writer: Writer) -> dict[str, Draft]:
    """Address of the form -> draft of this writer, unsent or discarded: one statement."""
    return {draft.form: draft for draft in _drafts(writer).exclude(typed={})}


def _drafts(writer: Writer) -> models.QuerySet[Draft]:
    return Draft.objects.filter(owner=writer.owner_party_id, role_or_session=writer.role_or_session)
