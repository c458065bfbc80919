"""Telling several people how the same thing stands."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.owners import Owner, as_fields
from etabli.foundation.notices.states import update
from etabli.foundation.registries import Topic


def update_each(
    topic: Topic, owners: Iterable[Owner], *, about: Model, again: bool = True, **more: Any
) -> None:
    """`states.update` for each of them. Not `again`: what stands as before is told to those alone who have no message
    of this topic about this row, had or still to come.
    """
    messages = Notice.objects.filter(topic=topic.code, key__startswith=f"{topic.code}:{about.pk}:")
    known = set() if again else set(messages.values_list("owner", flat=True))
    for owner in owners:
        if as_fields(owner)["owner_id"] not in known:
            update(topic, to=owner, about=about, **more)
