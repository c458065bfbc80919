"""Whoever asked to join, by the link of our mails."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from etabli.community.association.links import application_of_token, application_path
from etabli.community.association.models import Application
from etabli.foundation.registries import Outsider


def _application_by_link(request: HttpRequest, token: str) -> Application | None:
    return application_of_token(token)


def _page(application: Any) -> str:
    return f"{settings.BASE_URL}{application_path(application)}donnees/"


APPLICANT = Outsider(
    model="association.Application",
    organisation=lambda application: application.organisation_id,
    row_by_link=_application_by_link,
    page=_page,
    rows={"association.Application": "organisation"},
    message_keys=lambda application: [f"application:{application.pk}"],
)
OUTSIDERS = [APPLICANT]
