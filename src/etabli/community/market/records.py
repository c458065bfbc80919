"""What the market writes in the neutrality log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from etabli.community.market.models import Ad, Answer, Sending
from etabli.community.neutrality.engine import commitment
from etabli.community.neutrality.log import append_entry, author_values, pseudonym, seal
from etabli.foundation.people.viewer import Viewer


@dataclass(frozen=True)
class Bounds:
    """Until when an ad takes answers, and how many."""

    deadline_on: date
    answers_cap: int

    @classmethod
    def of_entry(cls, values: Mapping[str, Any]) -> "Bounds":
        """As an entry of the journal holds them."""
        return cls(date.fromisoformat(values["deadline_on"]), values["answers_cap"])

    def are_within(self, other: "Bounds") -> bool:
        """Narrower than the other by one of the two, at least."""
        return self.deadline_on < other.deadline_on or self.answers_cap < other.answers_cap

    def as_texts(self) -> dict[str, str | int]:
        return {"answers_cap": self.answers_cap, "deadline_on": self.deadline_on.isoformat()}


def bounds_of(ad: Ad) -> Bounds:
    return Bounds(ad.deadline_on, ad.answers_cap)


def log_ad(ad: Ad, by: Viewer, at: datetime) -> None:
    """Who passed what on, in which role, with which interest; and the commitment of the draw to come."""
    append_entry(
        "ad.passed_on",
        {
            **_author_values(ad, by),
            "content": seal("ad", ad.pk, _content(ad)),
            "answers_cap": ad.answers_cap,
            "draw": commitment(ad.draw_seed),
        },
        at=at,
    )


def log_ad_withdrawal(ad: Ad, by: Viewer, at: datetime) -> None:
    append_entry("ad.withdrawn", _author_values(ad, by), at=at)


def log_ad_restoration(ad: Ad, by: Viewer, at: datetime) -> None:
    append_entry("ad.restored", _author_values(ad, by), at=at)


def log_ad_change(ad: Ad, before: Bounds, by: Viewer, at: datetime) -> None:
    """How long it takes answers, and how many: as it was, as it is, and whether somebody had answered."""
    payload = {**_author_values(ad, by), **bounds_of(ad).as_texts(), "before": before.as_texts()}
    append_entry("ad.changed", {**payload, "has_answers": ad.answers_taken > 0}, at=at)


def log_agreement_end(ad: Ad, by: Viewer, at: datetime) -> None:
    """Somebody wrote down that the artisan no longer agrees to the ad."""
    append_entry("ad.agreement_ended", {**_author_values(ad, by), "has_answers": ad.answers_taken > 0}, at=at)


def log_agreement_restoration(ad: Ad, by: Viewer, at: datetime) -> None:
    append_entry("ad.agreement_restored", _author_values(ad, by), at=at)


def log_sending(sending: Sending, is_sent: bool, by: Viewer, at: datetime) -> None:
    """The ad goes to a destination outside, or no longer."""
    payload = {"destination": sending.destination, "portal": seal("ad", sending.ad_id, sending.portal)}
    append_entry(
        "ad.sent_elsewhere" if is_sent else "ad.gone_from_elsewhere",
        {**_author_values(sending.ad, by), **payload},
        at=at,
    )


def log_answer(answer: Answer, at: datetime) -> None:
    """An answer was sent, or withdrawn: the day is kept, not the hour."""
    append_entry(
        "answer.sent" if answer.withdrawn_at is None else "answer.withdrawn",
        {"ad": pseudonym("ad", answer.ad_id), "member": pseudonym("member", answer.member_id)},
        at=at,
        by_day=True,
    )


def _content(ad: Ad) -> str:
    """All that the members read of it."""
    budget = [ad.budget, ad.budget_blank_why]
    return "\n".join([ad.title, ad.text, *ad.needs, ad.place, *budget, ad.deadline_on.isoformat()])


def _author_values(ad: Ad, by: Viewer) -> dict[str, str | bool]:
    return {"ad": pseudonym("ad", ad.pk), **author_values(by)}
