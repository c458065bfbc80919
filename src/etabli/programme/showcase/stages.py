"""Telling one's story to others, as a stage of the path; and the stories of others, for who comes back."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from etabli.foundation.people.models import Person
from etabli.foundation.stages import CHAMBER, PERSON, Ask, Change, Stage, StageState, Times
from etabli.programme.showcase.models import Story
from etabli.programme.showcase.queries import shown_stories
from etabli.territory.register.trades import sector_of

State = Story.State


def _published(chamber_id: int) -> QuerySet[Story]:
    return Story.objects.filter(chamber_id=chamber_id, person__isnull=False, state=State.PUBLISHED)


def _facts() -> dict[str, Any]:
    asked_stories = Story.objects.filter(person=PERSON, state=State.ASKED).order_by("pk")
    published = _published(CHAMBER).filter(person=PERSON).order_by("consent__given_at", "pk")
    return {
        "asked_story": Subquery(asked_stories.values("pk")[:1]),
        "published_story": Subquery(published.reverse().values("pk")[:1]),
        "published_since": Subquery(published.values("consent__given_at")[:1]),
    }


def _state(person: Any, at: datetime) -> StageState | None:
    """Nobody has to tell their story: there is a line only once there is one."""
    asked_story, published_story = person.asked_story, person.published_story
    if asked_story is None and published_story is None:
        return None
    url = reverse("showcase:mine", args=[published_story or asked_story])
    ask = (
        Ask(
            _("Your story is written: may it be shown?"),
            _("Read it, correct it. Nothing is shown until you agree."),
            reverse("showcase:mine", args=[asked_story]),
            _("Read my story"),
        )
        if asked_story
        else None
    )
    if published_story:
        since = person.published_since
        sentence = _("It is shown to other artisans. You can take it off whenever you like.")
        return StageState("done", sentence, since=since, url=url, action=_("Read my story"), ask=ask)
    return StageState("here", _("It waits for your word."), url=url, action=_("Read my story"), ask=ask)


def _changed(person: Person, since: datetime, at: datetime) -> Iterator[Change]:
    """Examples of their own trade that were published since, else of trades near it; anybody's, when none is known."""
    code = person.artisan.trade_code if hasattr(person, "artisan") else ""
    stories = (
        shown_stories()
        .filter(consent__given_at__gt=since)
        .exclude(person=person)
        .order_by("-consent__given_at")
    )
    sector = sector_of(code) if code else ""
    near_stories = list(stories.filter(sector=sector) if sector else stories)
    own_trade_stories = [story for story in near_stories if code and story.trade_code == code]
    latest = (own_trade_stories or near_stories)[:2]
    if not latest:
        return
    n = len(latest)
    if own_trade_stories:
        title = ngettext(
            "An artisan of your trade tells what they did", "Artisans of your trade tell what they did", n
        )
    elif sector:
        title = ngettext(
            "An artisan of a trade near yours tells what they did",
            "Artisans of trades near yours tell what they did",
            n,
        )
    else:
        title = ngettext("An artisan tells what they did", "Artisans tell what they did", n)
    address = reverse("showcase:list") + (f"?secteur={sector}" if sector else "")
    yield Change("people", title, ", ".join(story.who for story in latest), address, _("Read them"))


STAGES = [
    Stage(
        "story",
        98,
        gettext_lazy("Your story, told to others"),
        Times(_published, "person", "consent__given_at"),
        _state,
        _facts,
        "lamp",
    ),
]
CHANGES = [_changed]
