"""Log lines without personal data or secrets.

Addresses of pages keep their path only up to what identifies a person or opens a door: signed links, codes, and
query strings are masked, and so are mail addresses and phone numbers, wherever a library puts them.
"""

import json
import logging
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType
from typing import Any

from etabli.site.faults import Fault, codes_of, fault_of, first_codes, reason_of
from etabli.site.request_ids import current_id

MASK = "…"
NO_REQUEST = "-"  # in the place of the id of a request

_MASKED = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),  # mail addresses
    re.compile(r"(?:\+33|\b0)\s?[1-9](?:[\s.-]?\d{2}){4}\b"),  # French phone numbers
    re.compile(
        r"(?:(?<=/l/)|(?<=/invitation/)|(?<=/avis/)|(?<=/desabonnement/)|(?<=/annuaire/message/)|(?<=/mon-agenda/)|(?<=/calendrier/lu/)"
        r"|(?<=/accompagnement/jours/)"
        r"|(?<=/projet/partage/)|(?<=/adhesion/demande/)|(?<=/relais-partenaire/)|(?<=/offres/lien/)|(?<=/offres/arret/)"
        r"|(?<=/papier/)(?!adresse/)|(?<=/papier/adresse/)|(?<=-commencer/garde/)|(?<=/prevenez-moi/confirmer/)|(?<=/prevenez-moi/arreter/))[^/\s]+"
    ),  # signed links
    re.compile(r"(?<=\?)\S+"),  # query strings
    re.compile(r"(?i)(?<=password=)\S+|(?<=token=)\S+|(?<=secret=)\S+"),
    re.compile(r"(?<=://)[^/\s@]+(?=@)"),  # user:password in an address
)


def mask(text: str) -> str:
    for pattern in _MASKED:
        text = pattern.sub(MASK, text)
    return text


class NoPersonalData(logging.Filter):
    """Writes the message out, masked, and drops its arguments and the request that some handlers would print; of the
    request its id stays. A fault of the machine is one line.

    The address of a request is told by its pattern ("inscriptions/<int:pk>/"): what somebody typed there is theirs.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        request = record.__dict__.pop("request", None)
        path = getattr(request, "path", "")
        if len(path) > 1:
            match = getattr(request, "resolver_match", None)
            text = text.replace(path, f"/{match.route}" if match else f"/{MASK}")
        if not hasattr(record, "request_id"):  # the filter of another handler came before
            record.request_id = getattr(request, "request_id", "") or current_id() or NO_REQUEST
        record.msg = mask(text + _cause_text(record))
        record.args = ()
        return True


def _cause_text(record: logging.LogRecord) -> str:
    """The fault of the machine behind a traceback, which then goes: it would only hide the cause."""
    error = record.exc_info[1] if record.exc_info else None
    fault = None if error is None else fault_of(error)
    if (
        error is None or fault is None or fault is Fault.UNPREPARED
    ):  # a table that is absent may be a mistake of ours
        return ""
    record.exc_info = record.exc_text = None
    record.fault = fault.name
    return f": {fault.english} ({type(error).__name__}: {reason_of(error)})"


class NoRefusals(logging.Filter):
    """Leaves out what Django says of a 403, with its traceback: `people.security.refusals` writes its one line."""

    def filter(self, record: logging.LogRecord) -> bool:
        return bool(getattr(record, "status_code", None) != HTTPStatus.FORBIDDEN)


class LineFormatter(logging.Formatter):
    """One line per record; a traceback keeps what happened and where, never the words of the error."""

    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s %(request_id)s %(levelname)s %(name)s: %(message)s",
            defaults={"request_id": NO_REQUEST},
        )

    def formatException(self, ei: object) -> str:  # noqa: N802 -- the name is logging's
        error = ei[1]  # type: ignore[index]  # logging's own alias is private
        return "" if error is None else error_text(error)


class JsonFormatter(logging.Formatter):
    """One JSON document per record, on one line: the same as `LineFormatter` tells, each part under its name."""

    def format(self, record: logging.LogRecord) -> str:
        request_id = getattr(record, "request_id", NO_REQUEST)
        document: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": None if request_id == NO_REQUEST else request_id,
            "message": record.getMessage(),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            document["error"] = f"{type(error).__module__}.{type(error).__qualname__}"
            document["traceback"] = error_text(error)
            document |= first_codes(error)
        return json.dumps(document, ensure_ascii=False)


FORMATS: dict[str, type[logging.Formatter]] = {"line": LineFormatter, "json": JsonFormatter}


def formatter_of(name: str) -> logging.Formatter:
    """What writes the records: `name` is one of FORMATS."""
    return FORMATS[name]()


def error_text(error: BaseException) -> str:
    """The traceback of an error, after those of its causes and of the members of its group; no message, no note.

    A database quotes the row that it refuses, a parser the text that it was given: both are a person's. What the
    database names (SQLSTATE, table, column, constraint) is kept.
    """
    errors = [error]
    for raised in errors:  # the list grows as it is walked
        cause = raised.__cause__ or (None if raised.__suppress_context__ else raised.__context__)
        members = raised.exceptions if isinstance(raised, BaseExceptionGroup) else ()
        errors += [behind for behind in (cause, *members) if behind is not None and behind not in errors]
    blocks = [
        "".join(
            [
                "Traceback (most recent call last):\n",
                *traceback.format_tb(link.__traceback__),
                f"{type(link).__module__}.{type(link).__qualname__}: {database_names_of(link)}",
            ]
        )
        for link in reversed(errors)
    ]
    return mask("\n".join(blocks))


def database_names_of(error: BaseException) -> str:
    """In the place of an error's own words, what its database names: "… [23505 people_user people_user_email_key]"."""
    codes = codes_of(error)
    return f"{MASK} [{' '.join(codes.values())}]" if codes else MASK


def mask_traceback(instance: Any, **_kwargs: Any) -> None:
    """Before the result of a task is saved: the traceback kept in it is told as in the log."""
    error = sys.exception()
    if instance.traceback and error is not None:
        instance.traceback = error_text(error)


def log_the_unhandled() -> None:
    """From now on what this process does not handle, in whatever thread, is logged as all else: Python itself would
    print the error with its words; and with it, a log that can't be written."""
    logging.raiseExceptions = False
    sys.excepthook = _unhandled
    threading.excepthook = lambda args: _unhandled(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: _unhandled(args.exc_type, args.exc_value, args.exc_traceback)


def _unhandled(kind: type[BaseException], error: BaseException | None, place: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    info = (kind, error or kind(), place)
    logging.getLogger("etabli.unhandled").error("the process met an error", exc_info=info)
