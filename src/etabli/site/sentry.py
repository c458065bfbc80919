"""Errors to a Sentry server, where ETABLI_SENTRY_DSN names one: where they happened, and nothing of anybody.

An event is made of a record of the log, masked as there: no integration of the SDK looks at requests, and what it adds
by itself is taken out before it leaves.
"""

import logging
from typing import TYPE_CHECKING, Any

from etabli.site.environment import BadEnvironment
from etabli.site.logs import MASK, NO_REQUEST, database_names_of

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

REMOVED_PARTS = ("request", "user", "breadcrumbs", "extra", "server_name", "modules", "threads")


def check_dsn(dsn: str) -> None:
    """Raises BadEnvironment when `dsn` is no address of a Sentry server, or the package is not installed."""
    try:
        from sentry_sdk.utils import BadDsn, Dsn
    except ModuleNotFoundError:
        raise BadEnvironment(
            "ETABLI_SENTRY_DSN is set, and the package sentry-sdk is not installed: install etabli[sentry], "
            "or remove ETABLI_SENTRY_DSN."
        ) from None
    try:
        Dsn(dsn)
    except (BadDsn, ValueError):
        raise BadEnvironment(
            "ETABLI_SENTRY_DSN is no address of a Sentry server: write https://key@sentry.example.org/1."
        ) from None


class ToSentry(logging.Handler):
    """Sends each record to the server that `dsn` names. One for a process: the SDK has one client."""

    def __init__(self, dsn: str) -> None:
        super().__init__()
        import sentry_sdk

        sentry_sdk.init(
            dsn=dsn,
            before_send=scrub_event,
            default_integrations=False,
            auto_enabling_integrations=False,
            include_local_variables=False,
            max_breadcrumbs=0,
            max_request_body_size="never",
            send_client_reports=False,
            auto_session_tracking=False,
        )

    def emit(self, record: logging.LogRecord) -> None:
        import sentry_sdk
        from sentry_sdk.utils import event_from_exception

        event: Event = {}
        hint: Hint = {}
        if record.exc_info and record.exc_info[1] is not None:
            options = sentry_sdk.get_client().options
            event, hint = event_from_exception(record.exc_info, client_options=options)
        event["level"] = "error"
        event["logger"] = record.name
        event["logentry"] = {"message": record.getMessage(), "params": []}
        request_id = getattr(record, "request_id", NO_REQUEST)
        if request_id != NO_REQUEST:
            event["tags"] = {"request_id": request_id}
        sentry_sdk.capture_event(event, hint)


def scrub_event(event: "Event", hint: "Hint") -> "Event":
    """The event without what may be of a person: the request, its cookies and body, the user, local variables, the
    words of the errors (what a database names of them stays)."""
    parts: dict[str, Any] = event  # type: ignore[assignment]  # a TypedDict, of which keys are taken out by name
    for name in REMOVED_PARTS:
        parts.pop(name, None)
    errors = _by_type(hint.get("exc_info", (None, None, None))[1])
    for value in parts.get("exception", {}).get("values", []):
        value["value"] = errors.get((value.get("module"), value.get("type")), MASK)
        for frame in value.get("stacktrace", {}).get("frames", []):
            frame.pop("vars", None)
    return event


def _by_type(error: BaseException | None) -> dict[tuple[str, str], str]:
    """What stands for the words of an error and of those that caused it, by the module and the name of its type."""
    words: dict[tuple[str, str], str] = {}
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        words.setdefault((type(error).__module__, type(error).__qualname__), database_names_of(error))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return words
