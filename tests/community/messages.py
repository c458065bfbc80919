"""What people of an association find in their space."""

from django.utils import timezone

from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.topic_messages import mark_read_and_freeze, prepare_for_reading
from etabli.foundation.parties.models import Party


def shown(kind: str) -> dict[int, str]:
    """The latest message of this kind by its reader (a party): title and text, as their page shows them now, with
    ordinary spaces."""
    messages = prepare_for_reading(Notice.objects.filter(kind=kind).order_by("pk"))
    return {message.owner_id: f"{message.title}\n{message.text}".replace("\xa0", " ") for message in messages}


def read_all(kind: str) -> None:
    """They read what their pages show."""
    mark_read_and_freeze(prepare_for_reading(Notice.objects.filter(kind=kind, read_at=None)), timezone.now())


def read_english(party: int) -> int:
    """From now on; gives the party."""
    Party.objects.filter(pk=party).update(language="en")
    return party
