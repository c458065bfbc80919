"""Errors by mail, to those who look after the machine: what the log has, masked as it is there, under the same id.

The mail leaves at once and without the database, which may be what is in trouble; nothing is tried again, since the log
has it all.
"""

import logging
import time
from collections.abc import Sequence
from threading import Lock, Thread

from etabli.foundation.terminal import pick
from etabli.site.logs import NO_REQUEST, error_text

REPEAT_SECONDS = 600  # in one process, the same error is mailed once in so long

log = logging.getLogger("etabli.alerts")

Kind = tuple[object, ...]


class MailToAdministrators(logging.Handler):
    """One mail for an error, from a thread of its own: nobody waits for a mail server. The same error again is only
    counted for a while, then told with its number."""

    def __init__(self, recipients: Sequence[str]) -> None:
        super().__init__()
        self.recipients = recipients
        self.leaving: Thread | None = None  # the last mail
        self._counted: dict[Kind, tuple[float, int]] = {}  # when it was mailed, how often it came since
        self._counting = Lock()

    def emit(self, record: logging.LogRecord) -> None:
        times = self._times(_kind_of(record))
        if times:
            subject, body = _subject_of(record), _body_of(record, times)
            self.leaving = Thread(target=_send, args=(self.recipients, subject, body), name="alert")
            self.leaving.start()

    def _times(self, kind: Kind) -> int:
        """How often it came since it was last mailed, this time included; 0 when it is too early to mail it again."""
        now = time.monotonic()
        with self._counting:
            mailed_at, held = self._counted.get(kind, (-REPEAT_SECONDS, 0))
            if now - mailed_at < REPEAT_SECONDS:
                self._counted[kind] = (mailed_at, held + 1)
                return 0
            self._counted[kind] = (now, 0)
            return held + 1


def _kind_of(record: logging.LogRecord) -> Kind:
    """The same for the same error: where it is logged, and the fault of the machine, or where the error was raised."""
    error = record.exc_info[1] if record.exc_info else None
    place = error.__traceback__ if error is not None else None
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = place and (place.tb_frame.f_code.co_filename, place.tb_lineno)
    return record.pathname, record.lineno, getattr(record, "fault", ""), type(error), where


def _request_id(record: logging.LogRecord) -> str:
    request_id = str(getattr(record, "request_id", NO_REQUEST))
    return "" if request_id == NO_REQUEST else request_id


def _subject_of(record: logging.LogRecord) -> str:
    first = record.getMessage().partition("\n")[0]
    return f"[Établi] {' '.join(part for part in (_request_id(record), first) if part)}"[:150]


def _body_of(record: logging.LogRecord, times: int) -> str:
    from django.conf import settings

    request_id, error = _request_id(record), record.exc_info and record.exc_info[1]
    lines = [
        pick(f"Une erreur sur {settings.BASE_URL}.", f"An error on {settings.BASE_URL}."),
        request_id
        and pick(
            f"Son numéro, sur la page de la personne et dans le journal : {request_id}",
            f"Its number, on the person's page and in the log: {request_id}",
        ),
        "" if times == 1 else pick(f"Elle est venue {times} fois depuis.", f"It came {times} times since."),
        "",
        f"{record.levelname} {record.name}: {record.getMessage()}",
        error_text(error) if error else "",
        "",
        pick(
            f"La même erreur n'est pas redite avant {REPEAT_SECONDS // 60} minutes. Le journal dit tout : "
            "journalctl -u etabli",
            f"The same error is not mailed again for {REPEAT_SECONDS // 60} minutes. The log has it all: "
            "journalctl -u etabli",
        ),
    ]
    return "\n".join(line for line in lines if line is not None)


def _send(recipients: Sequence[str], subject: str, body: str) -> None:
    from django.conf import settings

    from etabli.foundation.notify.transport import Mail

    for recipient in recipients:
        try:
            Mail(subject, body, settings.SERVER_EMAIL, [recipient]).send()
        except Exception as error:
            log.warning("an error could not be mailed to the administrators (%s)", type(error).__name__)
