"""How seasons, measures and goals are told."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.ui.typography import number
from etabli.programme.coverage.engine import Season
from etabli.programme.coverage.models import Goal
from etabli.programme.coverage.queries.goals import GoalProgress

type Text = str | Promise

# Each measure: its column, and what it counts.
MEASURE_LABELS: Mapping[str, Text] = {
    "businesses": gettext_lazy("Craft businesses"),
    "kits": gettext_lazy("Kits sent"),
    "reached": gettext_lazy("Visits through a relay"),
    "written": gettext_lazy("Invited by e-mail"),
    "registered": gettext_lazy("Registered"),
    "attended": gettext_lazy("Attended"),
    "supported": gettext_lazy("Supported"),
    "with_brief": gettext_lazy("With a project"),
    "online": gettext_lazy("Online"),
}
COUNT_LABELS: Mapping[str, Text] = {
    "businesses": gettext_lazy("open businesses of the register, today, whatever the period"),
    "kits": gettext_lazy("kits that left for a town hall, an association or a club of the territory"),
    "reached": gettext_lazy("how many times the link of a relay of the territory was opened"),
    "written": gettext_lazy("people to whom a mail to several people left"),
    "registered": gettext_lazy(
        "people signed up for a workshop of the period, those who wait for a place included"
    ),
    "attended": gettext_lazy("people who came to a workshop of the period"),
    "supported": gettext_lazy("people who had a half-day for them alone, and came"),
    "with_brief": gettext_lazy("people who began a project in the period, and did not put it away"),
    "online": gettext_lazy(
        "people of whom you noted, on their page, that they are online since a day of the period"
    ),
}


def season_words(season: Season, *, opening: bool = False) -> str:
    """ "January to June 2027"; `opening`: as a sentence begins."""
    words = {
        (1, False): _("January to June %(year)s"),
        (2, False): _("July to December %(year)s"),
        (1, True): _("From January to June %(year)s"),
        (2, True): _("From July to December %(year)s"),
    }
    return words[season.half, opening] % {"year": season.year}


def short_season(season: Season) -> str:
    """As under a plot, in fifteen letters."""
    return (_("Jan.–June %(year)s") if season.half == 1 else _("July–Dec. %(year)s")) % {"year": season.year}


def goal_words(progress: GoalProgress) -> str:
    """Where we stand, in a sentence."""
    values = {
        "place": place_words(progress.goal),
        "what": progress.goal.get_measure_display(),
        "so_far": number(progress.so_far),
        "number": number(progress.goal.people),
        "missing": number(progress.missing),
    }
    if not progress.missing:
        return _("%(place)s, %(what)s: %(so_far)s, for a goal of %(number)s. It is reached.") % values
    return _("%(place)s, %(what)s: %(so_far)s of %(number)s. Still missing: %(missing)s.") % values


def place_words(goal: Goal) -> str:
    """Where it is aimed at."""
    return goal.epci.name if goal.epci else _("The whole territory")
