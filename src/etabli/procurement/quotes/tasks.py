"""Reading by the worker, and the clock's second chance for what a dead worker left."""

import logging
from datetime import datetime, timedelta

from django.db.models import Q
from django.tasks import task
from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.priorities import Priority
from etabli.procurement.quotes.actions import AlreadyKept, finish_erasure, keep_reading
from etabli.procurement.quotes.engine.model import Quote, Unreadable
from etabli.procurement.quotes.models import QuoteReading
from etabli.procurement.quotes.progress import noted
from etabli.procurement.quotes.reading import read
from etabli.procurement.quotes.sources import document_of, fingerprint

PATIENCE = timedelta(minutes=2)
SECONDS = 30  # of processor, for each file of a quote
log = logging.getLogger("etabli.quotes")


@task(priority=Priority.READING)
def read_quote(reading_id: int) -> None:
    """Read one quote; safe to run twice."""
    read_now(reading_id, timezone.now())


def read_due(at: datetime) -> int:
    """Read what has waited for too long: its worker died, or there was none. One that fails is left to the next time,
    and doesn't stop the others. Returns how many were read."""
    left = QuoteReading.objects.filter(status=QuoteReading.Status.WAITING, uploaded_at__lte=at - PATIENCE)
    done = 0
    for pk in list(left.order_by("uploaded_at").values_list("pk", flat=True)[:50]):
        try:
            done += read_now(pk, at)
        except Exception:
            log.exception("quote %s could not be read", pk)
    return done


def read_now(reading_id: int, at: datetime) -> bool:
    """Read it unless it was read; the reading itself holds no transaction. Says whether it did."""
    reading = (
        QuoteReading.objects.filter(pk=reading_id, status=QuoteReading.Status.WAITING)
        .select_related("file", "person")
        .first()
    )
    if reading is None:
        return False
    looks_like = fingerprint(reading)
    result = _read(reading)
    if fingerprint(reading) != looks_like:  # a page came or went meanwhile: its own task reads them all
        return False
    try:
        keep_reading(reading=reading, result=result, by=Viewer.system(reading.chamber_id), at=at)
    except AlreadyKept:
        return False
    return True


def _read(reading: QuoteReading) -> Quote | Unreadable:
    try:
        document = document_of(reading)
    except OSError:
        log.exception("the file of quote %s can't be opened", reading.pk)
        return Unreadable(
            "Nous n’arrivons plus à ouvrir ce fichier.", "Donnez-le une nouvelle fois.",
            what_en="We can’t open this file any more.", mend_en="Give it to us once more.",
        )  # fmt: skip
    try:
        return read(document, seconds=SECONDS * (1 + len(document.more)), tell=noted(reading.pk))
    except Unreadable as refusal:
        return refusal


def erase_due(at: datetime) -> int:
    """Delete what its owner asked to delete, once the days to change one's mind are over. Returns how many."""
    due = QuoteReading.objects.filter(erase_at__lte=at, erased_at=None).select_related("file", "person")
    done = 0
    for reading in due:
        finish_erasure(reading=reading, by=Viewer.system(reading.chamber_id), at=at)
        done += 1
    return done


def release_due(at: datetime) -> int:
    """A quote that somebody has kept is read in their space alone once its day is over, or its month. Returns how
    many."""
    kept = QuoteReading.objects.exclude(person=None).exclude(holder=None)
    day_over = Q(held_longer=False, uploaded_at__lte=at - QuoteReading.KEPT)
    return kept.filter(day_over | Q(uploaded_at__lte=at - QuoteReading.KEPT_LONGER)).update(holder=None)


PERIODIC = [read_due, erase_due, release_due]
