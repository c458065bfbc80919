"""What the market writes in the neutrality log."""

from datetime import datetime

from etabli.community.market.models import Ad, Answer, Sending
from etabli.community.neutrality.engine import commitment
from etabli.community.neutrality.log import append, pseudonym, sealed
from etabli.community.neutrality.rules import interest_of
from etabli.foundation.people.viewer import Viewer


def ad_passed_on(ad: Ad, by: Viewer, at: datetime) -> None:
    """Who passed what on, in which role, with which interest; and the commitment of the draw to come."""
    append(
        "ad.passed_on",
        {
            **_by(ad, by),
            "content": sealed("ad", ad.pk, _content(ad)),
            "answers_cap": ad.answers_cap,
            "draw": commitment(ad.draw_seed),
        },
        at=at,
    )


def ad_withdrawn(ad: Ad, by: Viewer, at: datetime) -> None:
    append("ad.withdrawn", _by(ad, by), at=at)


def ad_restored(ad: Ad, by: Viewer, at: datetime) -> None:
    append("ad.restored", _by(ad, by), at=at)


def ad_changed(ad: Ad, by: Viewer, at: datetime) -> None:
    """How long it takes answers, and how many."""
    bounds = {"answers_cap": ad.answers_cap, "deadline_on": ad.deadline_on.isoformat()}
    append("ad.changed", {**_by(ad, by), **bounds}, at=at)


def elsewhere(sending: Sending, goes: bool, by: Viewer, at: datetime) -> None:
    """The ad goes to a destination outside, or no longer."""
    what = {"destination": sending.destination, "portal": sealed("ad", sending.ad_id, sending.portal)}
    append("ad.sent_elsewhere" if goes else "ad.gone_from_elsewhere", {**_by(sending.ad, by), **what}, at=at)


def answer_moved(answer: Answer, at: datetime) -> None:
    """An answer was sent, or withdrawn: the day is kept, not the hour."""
    append(
        "answer.sent" if answer.withdrawn_at is None else "answer.withdrawn",
        {"ad": pseudonym("ad", answer.ad_id), "member": pseudonym("member", answer.member_id)},
        at=at,
        by_day=True,
    )


def _content(ad: Ad) -> str:
    """All that the members read of it."""
    budget = [ad.budget, ad.budget_blank_why]
    return "\n".join([ad.title, ad.text, *ad.needs, ad.place, *budget, ad.deadline_on.isoformat()])


def _by(ad: Ad, by: Viewer) -> dict[str, str | bool]:
    kind, _colon, number = by.actor.key.partition(":")
    return {
        "ad": pseudonym("ad", ad.pk),
        "by": pseudonym(kind, number),
        "role": str(by.role),
        "serves_both_sides": interest_of(by).is_double,
    }
