"""Sending relays the kit of a season, and what it brought; writing down what they answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import urls
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _, ngettext

from etabli.foundation.journal import ActionError, CannotUndo, action, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.notify import queue
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.coverage.engine import Season
from etabli.programme.coverage.wording import season_words
from etabli.programme.outreach.mails import mails_to
from etabli.programme.outreach.models import Round, Sending
from etabli.programme.outreach.queries.kit_sendings import RelayLine, lines_of
from etabli.territory.relays.actions import note_contact
from etabli.territory.relays.links import address_of, new_link
from etabli.territory.relays.models import ContactNote, Relay, RelayContact, RelayLink
from etabli.territory.relays.rules import may_edit_own

SENDING_DELAY = timedelta(minutes=1)  # in which a round is called back whole


class NobodyToSendTo(ActionError):
    """No relay is given."""


class RelayNotReachable(ActionError):
    """One of these relays would not get it any more."""


class AlreadyLeft(CannotUndo):
    """Some of the mails have left."""


def _may_send(by: Viewer, arguments: Mapping[str, Any]) -> bool:
    return by.is_staff_of(by.chamber_id) and all(
        relay.chamber_id == by.chamber_id for relay in arguments["relays"]
    )


def _call_back_or_send(entry: Entry, by: Any, at: datetime) -> None:
    """Called back whole while nothing has left; sent again, a minute later, when that is taken back."""
    round_row = subject_of(entry, lock=True)
    assert isinstance(round_row, Round)
    if round_row.withdrawn_at is None:
        _call_back(round_row, at)
    else:
        _send_anew(round_row, at)
    record(
        round_row,
        before=entry.after,
        after={"withdrawn_at": round_row.withdrawn_at},
        label=entry.subject_label,
    )


def _call_back(round_row: Round, at: datetime) -> None:
    keys = {_key(sending) for sending in round_row.sendings.all()}
    if queue.call_back(keys) != keys:
        raise AlreadyLeft(_("These e-mails have left: they can no longer be called back."))
    _set_aside(round_row, at)


def _send_anew(round_row: Round, at: datetime) -> None:
    season, sent = round_row.told_season, {sending.relay_id: sending for sending in round_row.sendings.all()}
    relays = _locked(list(sent))
    other_sendings = Sending.objects.filter(
        relay__in=relays, kind=round_row.kind, season=round_row.season, withdrawn_at=None
    )
    if other_sendings.filter(again=False).exists():
        raise CannotUndo(_("It was sent again meanwhile."))
    _set_aside(round_row, None)
    _queue(lines_of(relays, round_row.kind, season, even_so=True, at=at), sent, round_row.kind, season, at)


@action(
    "outreach.send_kits",
    sentence=_("sent the kit of the half-year to %(subject)s"),
    may=_may_send,
    may_undo=may_run,
    undo=_call_back_or_send,
)
def send_kits(
    *, relays: Sequence[Relay], season: Season, even_so: bool = False, by: Viewer, at: datetime
) -> Round:
    """One mail to each, in a minute; never twice a season, unless `even_so`. An exchange is noted with each.

    Raises NobodyToSendTo, or RelayNotReachable when one of them may not get it: then nobody does.
    """
    return _send(relays, Round.Kind.KIT, season, even_so, by, at)


@action(
    "outreach.tell_back",
    sentence=_("told the results of the half-year to %(subject)s"),
    may=_may_send,
    may_undo=may_run,
    undo=_call_back_or_send,
)
def tell_back(
    *, relays: Sequence[Relay], season: Season, even_so: bool = False, by: Viewer, at: datetime
) -> Round:
    """To each, what it brought over the season. As `send_kits`, with the same errors."""
    return _send(relays, Round.Kind.TOLD, season, even_so, by, at)


def _answer_back(entry: Entry, by: Any, at: datetime) -> None:
    """The answer before, and the exchange that was noted with this one goes; or comes back."""
    undo_fields(entry, by, at)
    note_id, restored_id = entry.after.get("noted"), entry.before.get("noted")
    ContactNote.objects.filter(pk=note_id or restored_id).update(withdrawn_at=at if note_id else None)


@action(
    "outreach.answer",
    sentence=_("wrote down the answer of “%(subject)s”"),
    may=may_edit_own,
    undo=_answer_back,
    subject="sending",
    tells={"answer": _("Answer"), "answer_text": _("A few words")},
)
def answer_sending(*, sending: Sending, answer: str, text: str = "", by: Viewer, at: datetime) -> Sending:
    """What a relay says of what it got, by itself or through the staff. A later answer replaces it."""
    after = {"answer": answer, "answer_text": text.strip(), "answered_at": at}
    before = {name: getattr(sending, name) for name in after}
    for name, value in after.items():
        setattr(sending, name, value)
    sending.save(update_fields=list(after))
    words = ". ".join(part for part in (str(sending.get_answer_display()), sending.answer_text) if part)
    note = note_contact(
        relay=sending.relay,
        kind=ContactNote.Kind.MAIL,
        text=str(_("Answer: %(said)s") % {"said": words}),
        by=by if by.is_staff_of(sending.chamber_id) else Viewer.system(sending.chamber_id),
        at=at,
    )
    record(sending, before=before, after={**after, "noted": note.pk})
    return sending


def _send(
    relays: Sequence[Relay], kind: Round.Kind, season: Season, even_so: bool, by: Viewer, at: datetime
) -> Round:
    locked = _locked([relay.pk for relay in relays])
    if not locked:
        raise NobodyToSendTo(_("Choose at least one relay."))
    lines = lines_of(locked, kind, season, even_so=even_so, at=at)
    refused = next((line for line in lines if line.why_not is not None), None)
    if refused is not None and refused.why_not is not None:
        values = {"relay": refused.relay, "why": refused.why_not.label}
        raise RelayNotReachable(_("Nothing was sent. About %(relay)s: %(why)s.") % values)
    assert by.chamber_id is not None  # staff alone come here
    round_row = Round.objects.create(
        chamber_id=by.chamber_id, kind=kind, season=season.code, by_id=by.user_id, at=at
    )
    sent = {line.relay.pk: _sending(round_row, line, by, at) for line in lines}
    _queue(lines, sent, kind, season, at)
    label = (
        str(lines[0].relay)
        if len(lines) == 1
        else ngettext("%(n)s relay", "%(n)s relays", len(lines)) % {"n": len(lines)}
    )
    record(round_row, before={"withdrawn_at": at}, after={"withdrawn_at": None}, label=label)
    return round_row


def _sending(round_row: Round, line: RelayLine, by: Viewer, at: datetime) -> Sending:
    """The row of one relay, and the exchange noted with it."""
    texts = {
        Round.Kind.KIT: _("The kit was sent (%(season)s)."),
        Round.Kind.TOLD: _("What it brought was told (%(season)s)."),
    }
    note = note_contact(
        relay=line.relay,
        contact=line.contact,
        kind=ContactNote.Kind.KIT if round_row.kind == Round.Kind.KIT else ContactNote.Kind.MAIL,
        text=str(texts[Round.Kind(round_row.kind)] % {"season": season_words(round_row.told_season)}),
        by=by,
        at=at,
    )
    return Sending.objects.create(
        round=round_row,
        relay=line.relay,
        kind=round_row.kind,
        season=round_row.season,
        again=line.had_it,
        at=at,
        note=note,
    )


def _queue(
    lines: Sequence[RelayLine], sent: Mapping[int, Sending], kind: str, season: Season, at: datetime
) -> None:
    """A mail to each, which leaves in a minute."""

    def address(line: RelayLine) -> str:
        return _answer_url(sent[line.relay.pk], line.contact, at=at) if line.contact else ""

    for line, mail in zip(lines, mails_to(lines, kind, season, address=address, at=at), strict=True):
        queue.send(
            to=line.contact.email if line.contact else "",
            subject=mail.subject,
            body=mail.body,
            key=_key(sent[line.relay.pk]),
            chamber_id=line.relay.chamber_id,
            language=mail.language,
            at=at,
            due_at=at + SENDING_DELAY,
        )


def _locked(numbers: Sequence[int]) -> list[Relay]:
    """In one order for all, so that two who send at once wait for each other."""
    relays: QuerySet[Relay] = Relay.objects.filter(pk__in=numbers, withdrawn_at=None).order_by("pk")
    return list(relays.select_related("commune__epci", "chamber", "party").select_for_update(of=("self",)))


def _key(sending: Sending) -> str:
    return f"outreach:sending:{sending.pk}"


def _set_aside(round_row: Round, at: datetime | None) -> None:
    """The round, its sendings, the exchanges noted with them and the links made for them, put aside or taken up."""
    notes = ContactNote.objects.filter(pk__in=round_row.sendings.values("note"))
    links = RelayLink.objects.filter(contact__in=notes.values("contact"), created_at=round_row.at)
    links.filter(revoked_at=round_row.withdrawn_at).update(revoked_at=at)
    notes.update(withdrawn_at=at)
    round_row.sendings.update(withdrawn_at=at)
    round_row.withdrawn_at = at
    round_row.save(update_fields=["withdrawn_at"])


MIN_LINK_VALIDITY = timedelta(days=200)  # a season, and some


def _answer_url(sending: Sending, contact: RelayContact, *, at: datetime) -> str:
    """The full address to write in the mail: by the link that this contact has, or a new one. Called in an action."""
    current_link = RelayLink.objects.filter(
        contact=contact, revoked_at=None, expires_at__gt=at + MIN_LINK_VALIDITY
    )
    link = current_link.order_by("-pk").first() or new_link(relay=sending.relay, contact=contact, at=at)
    return address_of(link, to=urls.reverse("outreach:answer", args=[sending.pk]))
