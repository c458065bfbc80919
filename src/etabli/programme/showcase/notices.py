"""How an artisan is asked for their story, and for their agreement to show it."""

from datetime import UTC, datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.foundation.notices.telling import tell_once
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.links import give_link
from etabli.foundation.people.models import Person, Role, SecretLink
from etabli.foundation.registries import Kind, Words
from etabli.programme.showcase.models import Story

ASKED = Kind(
    "showcase.asked",
    gettext_lazy("Your story, to read over before it is shown"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
    unasked=True,
)
KINDS = [ASKED]


def asking_key(story: Story) -> str:
    """Of the message by which they were asked last."""
    return f"story:{story.pk}:{story.asked_at.astimezone(UTC).isoformat() if story.asked_at else ''}"


def ask_by_mail(story: Story, person: Person, at: datetime) -> None:
    """Ask for the agreement, with the link that opens this one story. Called inside an act."""
    link = give_link(person=person, scope=SecretLink.Scope.STORY, subject_id=story.pk, at=at)
    tell_once(
        ASKED,
        to=person,
        words=lambda: Words(
            title=_("Read your story over, and say whether we may show it"),
            text=_(
                "Your story could help other artisans: what you did to be found, the time it took, what it brought.\n\n"
                "Read it over, correct what you like, and say whether we may show it. Nothing is shown without "
                "your agreement. By the same link you can take it off whenever you like."
            ),
            url=reverse("showcase:mine", args=[story.pk]),
            see=_("Your story"),
        ),
        key=asking_key(story),
        link=link,
        at=at,
    )
