"""To whom of a session one writes: all, those who have a place, who wait, who were absent."""

from dataclasses import dataclass

from django.utils.translation import gettext as _, ngettext

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops import queries
from etabli.programme.workshops.models import Session


@dataclass(frozen=True)
class Group:
    """Some of those who signed up for a session; `code` stands in addresses."""

    code: str
    label: str
    sign_ups: tuple[SignUp, ...]

    @property
    def option(self) -> str:
        """How it is offered, with how many it is."""
        number = len(self.sign_ups)
        count_text = ngettext("%(number)s person", "%(number)s people", number) % {"number": number}
        return f"{self.label} ({count_text})"


def groups_of(viewer: Viewer, session: Session) -> list[Group]:
    """The groups to which one may write, those of nobody included; the absent, once the roll names some. Four
    statements."""
    seated, waiting_sign_ups = queries.participants(viewer, session)
    unconfirmed = queries.unconfirmed(viewer, session)
    having = [row.sign_up for row in seated]
    absent = [row.sign_up for row in seated if row.present is False]
    return [
        Group("tous", _("All those who signed up"), (*having, *waiting_sign_ups, *unconfirmed)),
        Group("inscrits", _("Those who have a place"), tuple(having)),
        Group("attente", _("Those who wait for a place"), (*waiting_sign_ups, *unconfirmed)),
        *([Group("absents", _("Those who were absent"), tuple(absent))] if absent else []),
    ]
