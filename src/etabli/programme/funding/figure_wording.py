"""The figures of a period in words: the tables in which they stand, each with its name and its unit."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from etabli.foundation.ui.typography import euros, minutes, number
from etabli.programme.funding.queries.figures import Total

# The tables of a period: code of a figure, its column, its unit.
FIGURES: Mapping[str, tuple[tuple[str, Any, str], ...]] = {
    "money": (
        ("accepted", gettext_lazy("Granted, half-day held"), "euros"),
        ("billed", gettext_lazy("Billed"), "euros"),
        ("credited", gettext_lazy("Credit notes"), "euros"),
        ("taken_off_later", gettext_lazy("of which taken off later"), "euros"),
        ("received", gettext_lazy("of which received"), "euros"),
        ("due", gettext_lazy("Still due"), "euros"),
        ("late", gettext_lazy("of which late"), "euros"),
        ("lost", gettext_lazy("Closed without"), "euros"),
        ("to_return", gettext_lazy("To give back"), "euros"),
        ("came", gettext_lazy("Payments of these days"), "euros"),
    ),
    "answers": (
        ("sent", gettext_lazy("Files sent"), "files"),
        ("refused", gettext_lazy("Files refused"), "files"),
        ("appealed", gettext_lazy("Appeals"), "files"),
        ("agreed", gettext_lazy("Files accepted"), "files"),
        ("cut", gettext_lazy("Not granted to accepted files"), "both"),
    ),
    "outcomes": (
        ("asked", gettext_lazy("Asked of the fund"), "both"),
        ("granted", gettext_lazy("Granted"), "both"),
        ("turned_down", gettext_lazy("Not granted"), "both"),
        ("unanswered", gettext_lazy("No answer yet"), "both"),
        ("paid", gettext_lazy("Paid for these files"), "both"),
        ("to_come", gettext_lazy("Still to come"), "both"),
        ("not_to_come", gettext_lazy("Will not come"), "both"),
    ),
}
FIGURE_TITLES: Mapping[str, Any] = {
    **{code: label for table in FIGURES.values() for code, label, _unit in table},
    "received": gettext_lazy("Received of these bills"),
    "taken_off_later": gettext_lazy("Taken off these bills by later credit notes"),
    "late": gettext_lazy("Still due, and late"),
    "artisans": gettext_lazy("The artisans’ part"),
    "artisans_came": gettext_lazy("Paid by the artisans on these days"),
    "artisans_due": gettext_lazy("Still due by the artisans"),
    "artisans_late": gettext_lazy("Still due by the artisans, and late"),
    "artisans_to_return": gettext_lazy("To give back to the artisans"),
}


def day_label(code: str) -> Any:
    """What the day of a line is, behind this figure."""
    if any(code == row[0] for row in FIGURES["outcomes"]):
        return gettext_lazy("Sent first on")
    is_of_bill = code not in {"accepted", "came", "credited"} and any(
        code == row[0] for row in FIGURES["money"]
    )
    return gettext_lazy("Day of the bill") if is_of_bill else gettext_lazy("Day")


def figure_text(total: Total, unit: str) -> str:
    """A figure in its unit: euros, a number of files, or euros and below them hours."""
    if unit == "files":
        return number(total.number)
    hours = f"\n{minutes(total.minutes)}" if unit == "both" and total.minutes else ""
    return f"{euros(total.cents)}{hours}"
