"""The convocation and the minutes, in PDF: made of what was written and of what happened."""

from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from etabli.community.assembly.models import Assembly, Attendance, Proxy
from etabli.community.assembly.queries import AgendaLine, AgendaPoll, agenda_of
from etabli.foundation.documents import render
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import clock, full_day, hours

DOCUMENTS = Path(str(files(__package__))) / "documents"


def convocation(assembly: Assembly, *, at: datetime) -> bytes:
    """When, where, the agenda, and a proxy to cut out and sign."""
    data = {
        **_head(assembly),
        "opening": _("You are called to the general assembly of %(organisation)s.")
        % {"organisation": assembly.organisation.name},
        "note": assembly.note,
        "agenda": _("Agenda"),
        "items": [_convocation_line(line) for line in agenda_of(assembly)],
        "quorum": _("Quorum: %(percent)d %% of the voters. One member holds %(most)d proxies at most.")
        % {"percent": assembly.quorum_percent, "most": assembly.proxies_each}
        if assembly.quorum_percent
        else _("No quorum is needed. One member holds %(most)d proxies at most.")
        % {"most": assembly.proxies_each},
        "proxy": _("Proxy on paper"),
        "proxy_text": _("I, the undersigned, give my voice for this assembly to:"),
        "proxy_boxes": [
            _("Name of the member who gives"),
            _("Name of the member who votes"),
            _("Date and signature"),
        ],
    }
    title = _("Convocation: %(title)s") % {"title": assembly.title}
    return render(DOCUMENTS / "convocation.typ", data, title=title, lang=reader_language(), at=at)


def minutes(assembly: Assembly, *, at: datetime) -> bytes:
    """Who was there, what was said, voted and decided, who signed."""
    signatures = assembly.signatures.filter(withdrawn_at=None)
    signed_lines = [
        _("Signed by %(name)s on %(day)s") % {"name": signature.name, "day": full_day(signature.signed_at)}
        for signature in signatures
    ]
    data = {
        **_head(assembly),
        "is_draft": "" if signed_lines else _("Draft: nobody has signed these minutes yet."),
        "items": [_item_context(line) for line in agenda_of(assembly)],
        "attendance": _("Attendance"),
        "columns": [_("Member"), _("Presence")],
        "people": _people(assembly),
        "signed": signed_lines,
    }
    title = _("Minutes: %(title)s") % {"title": assembly.title}
    return render(DOCUMENTS / "minutes.typ", data, title=title, lang=reader_language(), at=at)


def _head(assembly: Assembly) -> dict[str, Any]:
    sitting = []
    if assembly.opened_at and assembly.closed_at:
        sitting = [[_("Sitting"), hours(assembly.opened_at, assembly.closed_at)]]
    facts = [
        [_("Day"), full_day(assembly.starts_at)],
        [_("Hours"), hours(assembly.starts_at, assembly.ends_at)],
        *([[_("Place"), assembly.place]] if assembly.place else []),
        *([[_("Video meeting"), assembly.link]] if assembly.link else []),
        *sitting,
    ]
    return {"issuer": assembly.organisation.name, "fictional": is_fiction(), "facts": facts}


def _convocation_line(line: AgendaLine) -> dict[str, Any]:
    item, names = line.item, ", ".join(candidate.name for candidate in line.candidates)
    about = []
    if item.is_voted:
        about.append(f"{item.get_kind_display()} ({item.get_majority_display()})")
    if item.seats:
        about.append(_("Seats to fill: %(number)d") % {"number": item.seats})
    if item.is_secret:
        about.append(_("By secret ballot"))
    if names:
        about.append(_("Candidates to this day: %(names)s") % {"names": names})
    return {"title": item.title, "text": item.text, "about": ". ".join(about)}


def _item_context(line: AgendaLine) -> dict[str, Any]:
    polls = [_poll(poll) for poll in line.polls if poll.outcome is not None]
    return {"title": line.item.title, "text": line.item.text, "minutes": line.item.minutes, "polls": polls}


def _poll(agenda_poll: AgendaPoll) -> dict[str, Any]:
    poll, outcome = agenda_poll.poll, agenda_poll.outcome
    if outcome is None:
        raise ValueError("only a closed poll is told")
    result = outcome.result
    turnout = _(
        "Voices there: %(there)d of %(voters)d, %(represented)d of them by proxy. Ballots: %(cast)d, blank: %(blank)d."
    )
    return {
        "house": turnout
        % {
            "there": poll.present + poll.represented,
            "voters": poll.voters,
            "represented": poll.represented,
            "cast": result.cast,
            "blank": result.blank,
        },
        "columns": [_("Choice"), _("Votes")],
        "rows": [[score.label, str(score.votes)] for score in agenda_poll.scores],
        "said": verdict(agenda_poll),
    }


def verdict(agenda_poll: AgendaPoll) -> str:
    """What a closed poll decided, in a sentence."""
    if agenda_poll.outcome is None:
        return ""
    result = agenda_poll.outcome.result
    if result.adopted is not None:
        return _("The resolution is adopted.") if result.adopted else _("The resolution is rejected.")
    parts = []
    if elected := ", ".join(score.label for score in agenda_poll.scores if score.is_elected):
        parts.append(_("Elected: %(names)s.") % {"names": elected})
    if agenda_poll.outcome.is_drawn:
        parts.append(_("The tied were decided by lot."))
    if tied := ", ".join(score.label for score in agenda_poll.scores if score.is_tied):
        parts.append(_("Tied: %(names)s.") % {"names": tied})
    if result.vacant:
        parts.append(_("Seats left: %(number)d.") % {"number": result.vacant})
    return " ".join(parts)


def _people(assembly: Assembly) -> list[list[str]]:
    """Those who came, with the hours of whoever was late or left; those who were represented, and by whom."""
    rows = Attendance.objects.filter(assembly=assembly, withdrawn_at=None).select_related("member")
    arrival_rows = [
        [row.member.display_name, _stay_text(row, assembly)]
        for row in rows.order_by("member__display_name", "arrived_at")
    ]
    present_ids = {row.member_id for row in rows}
    proxies = Proxy.objects.filter(assembly=assembly, withdrawn_at=None).exclude(principal__in=present_ids)
    proxy_rows = [
        [proxy.principal.display_name, _("represented by %(name)s") % {"name": proxy.holder.display_name}]
        for proxy in proxies.select_related("principal", "holder").order_by("principal__display_name")
    ]
    return arrival_rows + proxy_rows


def _stay_text(row: Attendance, assembly: Assembly) -> str:
    parts = [_("present")]
    if assembly.opened_at and row.arrived_at > assembly.opened_at:
        parts.append(_("arrived at %(clock)s") % {"clock": clock(row.arrived_at)})
    if row.left_at:
        parts.append(_("left at %(clock)s") % {"clock": clock(row.left_at)})
    return ", ".join(parts)
