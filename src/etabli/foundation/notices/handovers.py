"""What an adviser is told of the things that they take over from a colleague: one message, whatever their number."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.owners import owner_of, viewers_of
from etabli.foundation.notices.topic_messages import Merge, refresh_message
from etabli.foundation.notify.prose import gettext as _, lines, paragraphs
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.queries.organisations import handovers_of
from etabli.foundation.registries import Kind, Topic, Words

HANDED_OVER = Kind(
    "notices.handed_over",
    gettext_lazy("What you take over from a colleague"),
    frozenset({Role.ADVISER}),
    always_mailed=True,
    staff_reads=True,
)


def tell_of_handover(entry: Any, leaver: Model, by: Any, at: datetime) -> None:
    """The hook of the handover, done or taken back: whoever has the things from now on, or no longer, is told."""
    for side, merge in (("after", _merge_given), ("before", _merge_taken_back)):
        holder, keys = getattr(entry, side)["holder"], entry.after["keys"]
        if holder == leaver.pk:
            continue
        to = Membership.objects.select_related("user", "organisation").get(pk=holder)
        thread = f"{TAKEN_OVER.code}:{to.pk}"
        refresh_message(
            TAKEN_OVER, to=to, kind=HANDED_OVER, thread=thread, merge=merge(keys, leaver.pk), at=at
        )


def _merge_given(keys: list[str], leaver: int) -> Merge:
    """`given` and `back`: by the key of each thing, the role of whom it came, or to whom it went back."""

    def merge(known: Mapping[str, Any]) -> dict[str, Any]:
        back = {key: whose for key, whose in known.get("back", {}).items() if key not in keys}
        return {**known, "given": {**known.get("given", {}), **dict.fromkeys(keys, leaver)}, "back": back}

    return merge


def _merge_taken_back(keys: list[str], leaver: int) -> Merge:
    """What its reader has had no word of goes unsaid."""

    def merge(known: Mapping[str, Any]) -> dict[str, Any] | None:
        unsaid = known.get("given", {})
        given = {key: whose for key, whose in unsaid.items() if key not in keys}
        back = {**known.get("back", {}), **{key: leaver for key in keys if key not in unsaid}}
        return {**known, "given": given, "back": back} if given or back else None

    return merge


def _write(notice: Notice) -> Words | None:
    reader = owner_of(notice.owner_id, notice.organisation_id)
    if not isinstance(reader, Membership):
        return None
    mine = _texts(reader, reader)
    given = [mine[key] for key in notice.facts["given"] if key in mine]
    back = []
    for membership in Membership.objects.filter(pk__in=set(notice.facts["back"].values())).select_related(
        "user"
    ):
        theirs = _texts(reader, membership)
        back += [
            theirs[key] for key, pk in notice.facts["back"].items() if pk == membership.pk and key in theirs
        ]
    if not given and not back:
        return None
    parts = []
    if given:
        parts.append(_("This is with you from now on:\n\n%(listed)s") % {"listed": _bulleted(given)})
    if back:
        parts.append(_("This is no longer with you:\n\n%(listed)s") % {"listed": _bulleted(back)})
    title = _("You take over from a colleague") if given else _("Taken back: a colleague keeps it")
    return Words(title, paragraphs(*parts), reverse("front:desk"), _("See what is to be done"))


def _texts(reader: Membership, membership: Membership) -> dict[str, str]:
    viewer = viewers_of(reader)[0]
    return {thing.key: thing.text for thing in handovers_of(viewer, membership, timezone.now()) if thing.key}


def _bulleted(texts: list[str]) -> Any:
    return lines(*(f"– {text}" for text in texts))


TAKEN_OVER = Topic("notices.handed_over", _write)
