"""Django's LOGGING: the log on the standard error, and whoever is told of errors beside it."""

from collections.abc import Sequence
from typing import Any

STDERR_HANDLER: dict[str, Any] = {
    "class": "logging.StreamHandler",
    "formatter": "chosen",
    "filters": ["no_personal_data"],
}


def log_settings(
    *, level: str, log_format: str, administrators: Sequence[str], sentry_dsn: str
) -> dict[str, Any]:
    """Django's LOGGING. `level`: of our own loggers; `log_format`: one of `logs.FORMATS`. Errors also go to the
    administrators by mail, and to Sentry, where these are given."""
    handlers = _error_handlers(administrators, sentry_dsn)
    other_handlers = list(handlers)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "no_personal_data": {"()": "etabli.site.logs.NoPersonalData"},
            "no_refusals": {"()": "etabli.site.logs.NoRefusals"},
        },
        "formatters": {"chosen": {"()": "etabli.site.logs.formatter_of", "name": log_format}},
        # The level is the handler's: the worker sets those of its loggers itself, and warns of each ordinary stop.
        "handlers": {
            "all": STDERR_HANDLER,
            "warnings": {**STDERR_HANDLER, "level": "WARNING"},
            "errors": {**STDERR_HANDLER, "level": "ERROR"},
            "nowhere": {"class": "logging.NullHandler"},
            **handlers,
        },
        "root": {"handlers": ["warnings", *other_handlers], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["warnings", *other_handlers], "propagate": False},
            # Whoever tries addresses at random sends these: they get their 400, and the log stays readable.
            "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
            "django.request": {"filters": ["no_refusals"]},
            "django.security.csrf": {"filters": ["no_refusals"]},
            "django.server": {"handlers": ["warnings"], "propagate": False},
            "django_tasks_db": {"handlers": ["errors", *other_handlers], "propagate": False},
            "etabli": {"handlers": ["all", *other_handlers], "level": level, "propagate": False},
        },
    }


def _error_handlers(administrators: Sequence[str], sentry_dsn: str) -> dict[str, dict[str, Any]]:
    """The handlers beside the log."""
    errors = {"level": "ERROR", "filters": ["no_personal_data"]}
    handlers: dict[str, dict[str, Any]] = {}
    if administrators:
        mails = {"class": "etabli.site.alerts.MailToAdministrators", "recipients": list(administrators)}
        handlers["administrators"] = {**mails, **errors}
    if sentry_dsn:
        handlers["sentry"] = {"class": "etabli.site.sentry.ToSentry", "dsn": sentry_dsn, **errors}
    return handlers
