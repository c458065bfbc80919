"""Keeping a file that was examined, giving it up."""

import hashlib
import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import Error, transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from etabli.foundation.files.marker import claim
from etabli.foundation.files.models import ErasedContent, StoredFile
from etabli.foundation.files.receiving import Examined, FileRefused
from etabli.foundation.files.stores import QUARANTINE_FOLDER, current_store
from etabli.foundation.journal import on_failure
from etabli.foundation.journal.actors import HasActor

DAY = timedelta(days=1)
log = logging.getLogger("etabli.files")


def save_file(
    examined: Examined, *, purpose: str, chamber_id: int | None, by: HasActor, at: datetime
) -> StoredFile:
    """Keep an examined file. Called inside an action; should it fail later on, the file goes too.

    Raises FileRefused when whoever gives it gave too much today, when the chamber has no room left, when the store
    does not answer, or when it is another installation's.
    """
    _check_room(len(examined.content), chamber_id, by.actor.party_id, at)
    stored = StoredFile(
        chamber_id=chamber_id,
        name=examined.name,
        content_type=examined.kind,
        size=len(examined.content),
        sha256=hashlib.sha256(examined.content).hexdigest(),
        purpose=purpose,
        given_by_id=by.actor.party_id,
        created_at=at,
    )
    try:
        claim(current_store())
        stored.content.save(stored.name, ContentFile(examined.content), save=False)
    except OSError:
        log.exception("a file could not be written")
        raise FileRefused(
            _("We can't keep files for now: it is our fault. Try again in a few minutes.")
        ) from None
    on_failure(lambda: _delete_after_failure(stored))
    stored.save()
    return stored


def _delete_after_failure(stored: StoredFile) -> None:
    """Its act came to nothing, unless the line to the database broke while it was told that all is done: where its row
    may be there, the file stays, and the sweep looks later on."""
    try:
        is_undone = transaction.get_connection().needs_rollback
        if is_undone or not StoredFile.objects.filter(key=stored.key).exists():
            current_store().delete(str(stored.content.name))
    except (Error, OSError):
        log.exception("a file whose act failed is left for the sweep")


def _check_room(size: int, chamber_id: int | None, giver_party_id: int, at: datetime) -> None:
    """Two files at the same instant may pass the limit by one: it is there for the disk, not for the cent."""
    totals = StoredFile.objects.filter(chamber_id=chamber_id).aggregate(
        today=Sum("size", filter=Q(given_by=giver_party_id, created_at__gt=at - DAY)), in_all=Sum("size")
    )
    if (totals["today"] or 0) + size > settings.FILES_PER_DAY_BYTES:
        raise FileRefused(
            _("You have given us a lot of files today: at most %(most)d MB a day. Go on tomorrow.")
            % {"most": settings.FILES_PER_DAY_BYTES // 1024**2}
        )
    if (totals["in_all"] or 0) + size > settings.FILES_PER_CHAMBER_BYTES:
        raise FileRefused(
            _("There is no room left for files. Your chamber has to make some: please tell your adviser.")
        )


def erase(stored: StoredFile) -> None:
    """Delete what a file holds, for good, once the act under way is done. Its name stays, so that it can be told.

    What can't be deleted then (the store is away, the machine stops) is remembered: the sweep deletes it.
    """
    name = stored.content.name
    stored.content, stored.sha256, stored.size = "", "", 0
    with transaction.atomic():
        stored.save(update_fields=["content", "sha256", "size"])
        if name:
            ErasedContent.objects.bulk_create([ErasedContent(name=name)], ignore_conflicts=True)
            transaction.on_commit(lambda: delete_for_good(name), robust=True)


def delete_for_good(name: str) -> None:
    """Delete an erased content from the store and its quarantine; forgotten once the store says that it is gone."""
    backend = current_store()
    for place in (name, f"{QUARANTINE_FOLDER}/{name}"):
        backend.delete(place)
        if backend.exists(place):
            raise OSError(f"{place} was deleted and is still there")
    ErasedContent.objects.filter(name=name).delete()
