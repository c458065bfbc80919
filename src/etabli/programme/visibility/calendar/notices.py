"""What is told of a calendar of content: each Monday, when they asked; once, that its weeks are over."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from etabli.foundation.notices.telling import tell_once
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Role
from etabli.foundation.registries import Kind, Words
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility.engine.calendar import Post
from etabli.programme.visibility.models import ContentCalendar

THIS_WEEK = Kind(
    "visibility.this_week",
    gettext_lazy("What you planned to publish this week"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
)
WEEKS_OVER = Kind(
    "visibility.weeks_over",
    gettext_lazy("The end of the twelve weeks that you planned"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
    unasked=True,
)


def tell_of_week(calendar: ContentCalendar, post: Post, at: datetime) -> None:
    """They asked to be reminded. Called inside an act."""
    tell_once(
        THIS_WEEK,
        to=calendar.person,
        words=lambda: Words(
            title=_("This week: %(idea)s") % {"idea": words_of(post.idea.title)},
            text=_(
                "You planned it for this week. The text is begun: copy it, finish it, add a photo, and publish it "
                "where you like. We publish nothing for you.\n\n"
                "No time this week? Move it to another one: nothing is lost. You asked us to remind you on Mondays; "
                "one press on the page “Not to forget” stops it."
            ),
            url=reverse("visibility:calendar"),
            see=_("To see the text and copy it"),
        ),
        key=f"visibility-week:{calendar.pk}:{post.week:%Y%m%d}",
        happens_at=at + timedelta(days=7),
        at=at,
    )


def tell_that_weeks_are_over(calendar: ContentCalendar, done: int, at: datetime) -> None:
    """Nobody asked for it: it takes one of their few places. Called inside an act."""
    tell_once(
        WEEKS_OVER,
        to=calendar.person,
        words=lambda: Words(
            title=_("Your twelve weeks are over: plan the next ones?"),
            text=_(
                "%(published)s One press plans twelve more weeks, with ideas of the season that you have not had yet. "
                "If you do nothing, nothing happens."
            )
            % {"published": _published(done)},
            url=reverse("visibility:new_calendar"),
            see=_("To plan twelve weeks"),
        ),
        key=f"visibility-over:{calendar.pk}",
        at=at,
    )


def _published(done: int) -> str:
    return ngettext(
        "You published %(n)d idea.",
        "You published %(n)d ideas.",
        done,
    ) % {"n": done}
