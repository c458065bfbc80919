"""The certificate of attendance: what it says, its number, and what whoever checks that number is told.

The number is the sign-up's, signed: nothing is stored, and what it leads to is always what is written down today.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext as _, override

from etabli.foundation.documents import qr_svg, render
from etabli.foundation.parties.models import Party
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.practice import is_fiction
from etabli.foundation.signed_links import number_of_token
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import full_day, hours, minutes
from etabli.programme.workshops.attendance_rolls import Roll, Stay, attended_of_sign_up, stays_of
from etabli.programme.workshops.attendance_sheets import signature_data, trainers_of
from etabli.programme.workshops.links import CERTIFICATE
from etabli.programme.workshops.models import Session, TrainerSignature
from etabli.programme.workshops.queries import Participant

TEMPLATE = Path(str(files(__package__))) / "documents" / "certificate.typ"


@dataclass(frozen=True)
class Checked:
    """What the holder of a certificate's number learns: what, when, how long; of whom, the initials alone."""

    workshop: str
    chamber: str
    initials: str
    stays: tuple[Stay, ...]

    @property
    def length(self) -> timedelta:
        return _total(self.stays)


def number_of(sign_up_id: int) -> str:
    """The number written on a certificate: "1204-kmf7-x2wq"."""
    return CERTIFICATE.token(sign_up_id)


def checked(number: str) -> Checked | None:
    """What a certificate of this number says today; None when the number is wrong, or nobody was there."""
    text = "".join(number.lower().split())
    sign_up_id = number_of_token(text)
    if sign_up_id is None or not CERTIFICATE.is_token(text, sign_up_id):
        return None
    participant = attended_of_sign_up(sign_up_id)
    stays = stays_of(participant) if participant else []
    if participant is None or not stays:
        return None
    session: Session = participant.sign_up.occasion.session
    return Checked(session.theme.title, session.chamber.name, _initials(participant), tuple(stays))


def certificates(
    session: Session,
    people: Sequence[Participant],
    rolls: Sequence[Roll],
    *,
    at: datetime,
    language: str = "",
) -> bytes:
    """A PDF with the certificate of each of these people who was there, one page each; `at` is its date.

    Each is in the language of whom it is for, or all in `language`. NotVisible when none of them was there.
    """
    signatures = [row for roll in rolls for row in roll.trainers]
    attending = [participant for participant in people if stays_of(participant)]
    if not attending:
        raise NotVisible
    spoken = [language] * len(attending) if language else _languages(attending)
    pages = []
    for participant, of_theirs in zip(attending, spoken, strict=True):
        with override(of_theirs):
            pages.append(_page(session, participant, signatures, at))
    data = {"issuer": session.chamber.name, "fictional": is_fiction(), "certificates": pages}
    with override(spoken[0] if len(set(spoken)) == 1 else get_language()):
        return render(TEMPLATE, data, title=_("Certificate of attendance"), lang=reader_language(), at=at)


def _languages(people: Sequence[Participant]) -> list[str]:
    parties = Party.objects.filter(pk__in=[participant.sign_up.holder_id for participant in people])
    chosen = dict(parties.exclude(language="").values_list("pk", "language"))
    return [chosen.get(participant.sign_up.holder_id, settings.LANGUAGE_CODE) for participant in people]


def _page(
    session: Session, participant: Participant, signatures: Sequence[TrainerSignature], at: datetime
) -> dict[str, Any]:
    stays, number = stays_of(participant), number_of(participant.sign_up.pk)
    trainers = {
        row.trainer_id: row for row in signatures
    }.values()  # one signature of each, however many half-days
    names = trainers_of(session, trainers)
    address = CERTIFICATE.address(number)
    return {
        "lang": reader_language(),
        "heading": _("Certificate of attendance"),
        "columns": [_("Day"), _("Hours"), _("Length")],
        "opening": _("%(chamber)s certifies that") % {"chamber": session.chamber.name},
        "name": participant.sign_up.name,
        "business": ", ".join(filter(None, [participant.business, participant.commune])),
        "came": _("attended the workshop"),
        "workshop": session.theme.title,
        "stays": [
            [full_day(stay.half.starts_at), hours(stay.since, stay.half.ends_at), minutes(stay.length)]
            for stay in stays
        ],
        "facts": [
            [_("Length in all"), minutes(_total(stays))],
            [_("Place"), session.occasion.place],
            [_("Trainer"), names],
        ],
        "done": _("Made on %(day)s. %(chamber)s, %(names)s")
        % {"day": full_day(at), "chamber": session.chamber.name, "names": names},
        "signatures": [signature_data(row.signature, row.trainer.name) for row in trainers],
        "check": _("Number %(number)s") % {"number": number},
        "address": _("To check this certificate: %(address)s") % {"address": address},
        "qr": qr_svg(address),
    }


def _total(stays: Sequence[Stay]) -> timedelta:
    return sum((stay.length for stay in stays), timedelta())


def _initials(participant: Participant) -> str:
    if participant.sign_up.required_person.erased_at is not None:
        return ""
    return " ".join(f"{word[0].upper()}." for word in participant.sign_up.name.split()[:3])
