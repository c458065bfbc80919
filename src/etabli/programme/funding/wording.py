"""Rules, reasons, states in words: one sentence for each code of the engine."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.ui.typography import day, euros, full_day, minutes, number
from etabli.programme.diary.days import worked_by
from etabli.programme.funding.engine import Amounts, Answer, Proposal, Reason
from etabli.programme.funding.models import DocumentKind, FundValue, RestPayer, Status
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.sent import price_changed_on
from etabli.territory.register.trades import trade
from etabli.territory.register.wording import SECTORS

RULES = {
    "sectors": gettext_lazy("Sectors of the trades"),
    "trades": gettext_lazy("Trades, by the first characters of their code"),
    "refused_trades": gettext_lazy("Trades refused, by the first characters of their code"),
    "statuses": gettext_lazy("Who may ask"),
    "places": gettext_lazy("Places, by the first figures of the INSEE code"),
    "certificate_for": gettext_lazy("Who brings the certificate of contribution (CFP)"),
    "minimum_minutes": gettext_lazy("Shortest time of a file, in hours"),
    "maximum_minutes": gettext_lazy("Longest time of a file, in hours"),
    "yearly_minutes": gettext_lazy("Hours a year for one person, at most"),
    "yearly_cents": gettext_lazy("Euros a year for one person, at most"),
    "hourly_cents": gettext_lazy("Price of an hour, in euros"),
    "artisan_percent": gettext_lazy("Part paid by the artisan, out of 100"),
    "documents": gettext_lazy("Documents wanted"),
    "days_before": gettext_lazy("Days before the first half-day, at least"),
    "answer_days": gettext_lazy("Days in which the fund answers"),
    "payment_days": gettext_lazy("Days in which the fund pays"),
    "appeal_days": gettext_lazy("Days after a refusal in which one may appeal"),
    "artisan_days": gettext_lazy("Days after the bill in which the artisan pays their part"),
}
CODES = {"sectors": SECTORS, "statuses": dict(Status.choices), "certificate_for": dict(Status.choices)}
CODES["documents"] = dict(DocumentKind.choices)

REASONS = {
    "closed": gettext_lazy("This fund has no rule on %(day)s."),
    "sector_right": gettext_lazy("The fund pays for this sector: %(sector)s."),
    "sector_unknown": gettext_lazy("The trade of this business isn’t known: look for it in the register."),
    "sector_other": gettext_lazy("The fund doesn’t pay for this sector: %(sector)s."),
    "status_right": gettext_lazy("The fund pays for this status: %(status)s."),
    "status_unknown": gettext_lazy("Ask what they are in their business: it decides here."),
    "status_other": gettext_lazy("The fund doesn’t pay for this status: %(status)s."),
    "trade_right": gettext_lazy("The fund pays for this trade: %(trade)s."),
    "trade_unknown": gettext_lazy("The trade isn’t known: look for it in the register."),
    "trade_other": gettext_lazy("The fund doesn’t pay for this trade: %(trade)s."),
    "place_right": gettext_lazy("The fund pays in this place."),
    "place_unknown": gettext_lazy("The place of this business isn’t known: look for it in the register."),
    "place_other": gettext_lazy("The fund doesn’t pay in this place."),
    "too_short": gettext_lazy("%(minutes)s in all: the fund asks for %(limit)s at least."),
    "too_long": gettext_lazy("%(minutes)s in all: the fund pays for %(limit)s at most."),
    "length_right": gettext_lazy("The time is enough: %(minutes)s in all."),
    "rate_unknown": gettext_lazy("What the fund pays for an hour isn’t written down."),
    "cap_reached": gettext_lazy(
        "All that the fund may pay for this person in %(year)s is granted or asked for already."
    ),
    "cap_partly": gettext_lazy(
        "The fund has only %(minutes)s left for this person in %(year)s: %(cents)s remain."
    ),
    "cap_of_amount_partly": gettext_lazy(
        "The fund has only %(paid_cents)s left for this person in %(year)s: %(cents)s remain."
    ),
    "in_time": gettext_lazy("It can be asked for until %(day)s."),
    "too_late": gettext_lazy("It had to be asked for by %(day)s."),
    "certificate_missing": gettext_lazy("The certificate of contribution (CFP) is missing: ask for it."),
}
PROPOSALS = {
    "half_days": gettext_lazy(
        "Ask for %(halves)s half-days in one file: %(minutes)s, for a minimum of %(limit)s."
    ),
    "later": gettext_lazy("Move the half-day to %(day)s or later."),
}
ANSWERS = (
    (gettext_lazy("Possible"), "ok"),
    (gettext_lazy("To be checked together"), "ask"),
    (gettext_lazy("The fund would say no"), "stop"),
)
POSSIBLE_UNCHECKED = gettext_lazy("Possible, to be checked")
EXCHANGES = {
    "sent": gettext_lazy("Sent to the fund"),
    "sent_again": gettext_lazy("Sent again, for another day"),
    "refused": gettext_lazy("Refused by the fund"),
    "appealed": gettext_lazy("Appeal against the refusal"),
    "accepted": gettext_lazy("The fund’s agreement"),
}
# By who is said to pay what a fund did not grant, while nobody owes it; "" when nobody has said it, which is asked.
RESTS: Mapping[str, Any] = {
    RestPayer.FUND: gettext_lazy("The rest is to be asked of another fund."),
    RestPayer.UNKNOWN: gettext_lazy("Nobody knows yet who pays the %(amount)s that are left."),
}


def value_text(key: str, value: Any) -> str:
    """A value of a rule, as people read it."""
    if value is None or value == []:
        return _("no such rule")
    if key in CODES:
        return ", ".join(str(CODES[key].get(code, code)) for code in value)
    if isinstance(value, list):
        return ", ".join(value)
    if key.endswith("_minutes"):
        return minutes(value)
    if key.endswith("_cents"):
        return euros(value)
    return (
        _("%(n)s %% of the price that the fund is asked") % {"n": number(value)}
        if key == "artisan_percent"
        else number(value)
    )


def rule_text(value: FundValue) -> str:
    """A value of a fund in one line: whose, which rule, how much, since when."""
    return _("%(fund)s, %(rule)s: %(value)s, from %(day)s") % {
        "fund": value.fund.name,
        "rule": RULES[value.key],
        "value": value_text(value.key, value.value),
        "day": full_day(value.starts_on),
    }


def reason_text(reason: Reason) -> str:
    """One sentence: what the rule says of this request."""
    by = reason.values.get("day")
    if reason.code == "in_time" and isinstance(by, date) and worked_by(by) < by:
        return send_by_text(worked_by(by), by)
    return str(REASONS[reason.code]) % _said(reason.values)


def send_by_text(on: date, deadline: date) -> str:
    """The last working day on which a file can be sent, before a deadline on which nobody works."""
    values = {"day": full_day(on), "deadline": day(deadline)}
    return _("To be sent by %(day)s (the fund’s deadline: %(deadline)s)") % values


def proposal_text(proposal: Proposal) -> str:
    """One sentence: what would make the fund pay."""
    return str(PROPOSALS[proposal.code]) % _said(proposal.values)


def _said(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: _word(name, value) for name, value in values.items()}


def _word(name: str, value: Any) -> str:
    if isinstance(value, date):
        return full_day(value)
    if name in {"minutes", "limit"}:
        return minutes(value)
    if name in {"cents", "paid_cents"}:
        return euros(value)
    words = {"sector": SECTORS.get, "status": dict(Status.choices).get}
    if name in words:
        return str(words[name](value, value)).lower()
    return trade(value).label if name == "trade" else str(value)


def amounts_text(amounts: Amounts) -> str:
    """Who pays what."""
    fund, artisan = euros(amounts.fund_cents), euros(amounts.artisan_cents)
    return _("The fund pays %(fund)s, the artisan %(artisan)s.") % {"fund": fund, "artisan": artisan}


def granted_text(dossier: Dossier) -> str:
    """That the fund pays less than it was asked for, and who pays the rest; "" when it doesn’t."""
    if dossier.is_below_minimum and dossier.rules and dossier.ungranted_cents:
        return f"{too_short_text(dossier)} {_rest_text(dossier)}".strip()
    sent = dossier.sent
    if not (sent.refused_cents or sent.refused_minutes):
        return _beyond_caps_text(dossier)
    granted = {"granted": amount_text(sent.fund_minutes, sent.fund_cents), "asked": asked_text(sent)}
    said = [_("The fund grants %(granted)s of %(asked)s.") % granted]
    if dossier.is_shorter:
        now = {"hours": minutes(dossier.done_minutes), "now": euros(dossier.now_cents)}
        said.append(_("%(hours)s were done: it pays %(now)s.") % now)
    return " ".join([*said, _rest_text(dossier)]).strip()


def _beyond_caps_text(dossier: Dossier) -> str:
    if not dossier.ungranted_cents:
        return ""
    left, first = {"amount": euros(dossier.ungranted_cents)}, dossier.completed_dossier
    said = (
        _("The fund does not pay all that %(fund)s leaves: %(amount)s remain.")
        % {**left, "fund": first.file.fund.name}
        if first
        else _("When it was asked, %(amount)s were beyond what the fund may pay for this person in a year.")
        % left
    )
    now = _("With the days of now, the fund could pay them: ask it first.") if dossier.fits_caps_now else ""
    return " ".join(filter(None, (said, now, _rest_text(dossier))))


def too_short_text(dossier: Dossier) -> str:
    """That the hours really done are fewer than the fund asks for, and what it then doesn’t pay."""
    left = {"amount": euros(dossier.ungranted_cents)}
    return f"{least_text(dossier)} {_('It pays nothing: %(amount)s are left.') % left}"


def least_text(dossier: Dossier) -> str:
    """How many hours are done or to come, and how many the fund asks for."""
    least = dossier.rules.minimum_minutes if dossier.rules else None
    return reason_text(Reason("too_short", Answer.NO, {"minutes": dossier.done_minutes, "limit": least or 0}))


def asked_text(amounts: Amounts) -> str:
    """The hours and the euros that the fund was asked for."""
    return amount_text(
        amounts.fund_minutes + amounts.refused_minutes, amounts.fund_cents + amounts.refused_cents
    )


def _rest_text(dossier: Dossier) -> str:
    if dossier.is_completed:
        return _("Another fund has agreed for the rest: its file says what each pays.")
    if dossier.is_passed_on:
        return _("Another fund is asked for the rest: its file says what the artisan would pay.")
    if dossier.is_rest_open:
        left = {"amount": euros(dossier.ungranted_cents)}
        return str(RESTS.get(dossier.file.rest_payer, "")) % left
    if not dossier.artisan_owed_cents or not dossier.ungranted_cents:
        return ""
    return _("The artisan pays %(amount)s, unless another fund does.") % {
        "amount": euros(dossier.artisan_owed_cents)
    }


def amount_text(length: int, cents: int) -> str:
    """Hours with their euros; these alone where no hour counts."""
    return f"{minutes(length)} ({euros(cents)})" if length else euros(cents)


def new_day_text(dossier: Dossier) -> str:
    """Of a file whose new day is still to be sent: how much more or less it brings, and whether the price is why; ""
    where it brings the same."""
    asked, now = dossier.asked_before_cents, dossier.fund_cents
    if not asked or asked == now:
        return ""
    said = (
        _("The fund was asked for %(asked)s; the new day gives %(now)s, %(gap)s less.")
        if now < asked
        else _("The fund was asked for %(asked)s; the new day gives %(now)s, %(gap)s more.")
    ) % {"asked": euros(asked), "now": euros(now), "gap": euros(abs(asked - now))}
    since = price_changed_on(dossier.file, (row.half_day.on for row in dossier.appointments))
    why = _("Its price changes on %(day)s.") % {"day": full_day(since)} if since else ""
    return f"{said} {why}".strip()


def open_text(amounts: Amounts) -> str:
    """What nobody is known to pay; "" for nothing."""
    left = amounts.open_cents
    return _("%(left)s are still to be agreed.") % {"left": euros(left)} if left else ""
