"""What was told goes with the person; when two are parted again, so does what waits to be told of what went back."""

from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from etabli.foundation.notices.models import Notice, NotNow, UnaskedContact
from etabli.foundation.notify.queue import call_back

PARTIES = frozenset(
    {
        "notices.Notice.owner",
        "notices.NotNow.owner",
        "notices.Preference.owner",
        "notices.TextMessage.owner",
        "notices.UnaskedContact.owner",
    }
)
WITH_PROOF = frozenset({"notices.Preference.owner"})
STAYS = frozenset({"notices.Preference.owner"})


def parted(merging: Any) -> None:
    """What was told to the one who was kept, of what is the other's again, is told to that one; a mail of it that
    nobody has in hand leaves no more."""
    rows = merging.moved.get("rows", {})
    returned = {(key.partition(".")[0], str(pk)) for key, pks in rows.items() for pk in pks}
    since = Notice.objects.filter(owner=merging.kept.party_id, created_at__gte=merging.joined_at)
    notices = [notice for notice in since if _subject_of_url(notice.url) in returned] if returned else []
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(owner=merging.merged.party_id)
    call_back(notice.key for notice in notices)
    _give_back_the_mailbox(merging)


def _give_back_the_mailbox(merging: Any) -> None:
    """What reached a mailbox that is the other's again, and what was said there, is that one's."""
    if "email" in merging.moved.get("values", {}):
        kept, merged = merging.kept.party_id, merging.merged.party_id
        UnaskedContact.objects.filter(owner=kept, at__gte=merging.proved_at).update(owner=merged)
        NotNow.objects.filter(owner=kept, said_at__gte=merging.proved_at).update(owner=merged)


def _subject_of_url(url: str) -> tuple[str, str]:
    """(app, number) of the thing whose page it is."""
    try:
        match = resolve(urlsplit(url).path)
    except Resolver404:
        return "", ""
    return match.app_name, str(match.kwargs.get("pk", ""))
