"""Finding a story: by its words, its trade, its commune. All find those that are shown, the staff the others too."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.foundation.registries import Done, Indexed
from etabli.foundation.search.visibility import to_staff
from etabli.programme.showcase.models import Story
from etabli.programme.showcase.queries import visible_ids
from etabli.territory.register.trades import all_names_of

SEARCHED_FIELDS = {"state", "title", "done", "brought"}  # of a beginning, a correction, a state


def _row_to_reindex(action: Done) -> Story | None:
    return action.subject if isinstance(action.subject, Story) and action.names & SEARCHED_FIELDS else None


def _text(story: Story) -> str:
    return " ".join([story.done, story.brought, story.quotation, all_names_of(story.trade_code)])


def _visible_to(viewer: Any) -> Q:
    return visible_ids() | (to_staff(viewer) or Q(pk=None))


SEARCH = [
    Indexed(
        kind="story",
        plural_label=gettext_lazy("Local examples"),
        objects=lambda: (
            Story.objects.exclude(state=Story.State.WITHDRAWN).select_related("commune").order_by("pk")
        ),
        title=str,
        detail=lambda story: " · ".join(filter(None, [story.trade, story.place, *story.channel_labels])),
        text=_text,
        url=lambda story: reverse("showcase:story", args=[story.pk]),
        visible_to=_visible_to,
        row_to_reindex=_row_to_reindex,
        singular_labels=gettext_lazy("story, local example"),
    )
]
