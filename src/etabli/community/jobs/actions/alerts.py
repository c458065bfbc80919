"""Being told of new offers by mail: asked, confirmed by the link of the mail, stopped in one click."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.community.jobs import notices
from etabli.community.jobs.links import correspondent_for_address
from etabli.community.jobs.models import Alert, Correspondent, Job
from etabli.community.jobs.rules import is_subscriber, is_system, party_by_link
from etabli.foundation.journal import ActionError, Irreversible, action, anyone, change, record, undo_fields
from etabli.foundation.people.models import Organisation, User
from etabli.foundation.people.viewer import Viewer


class AlertStands(ActionError):
    """The same search has another alert."""


@action("jobs.ask_alert", sentence=_("asked to be told of new offers"), may=anyone, undo=undo_fields)
def ask_alert(
    *, organisation: Organisation, email: str, query: str, rhythm: str, by: Viewer, at: datetime
) -> Alert:
    """Want the new offers of a search by mail: at once for whoever has proved that the address is theirs, else once the
    link of our mail was opened. Asked again, the same alert stands.
    """
    correspondent = correspondent_for_address(
        organisation_id=organisation.pk, chamber_id=organisation.chamber_id, email=email, at=at
    )
    existing_alert = Alert.objects.filter(correspondent=correspondent, query=query, withdrawn_at=None).first()
    is_address_proved = _is_theirs(correspondent, by)
    if existing_alert is not None:
        alert = change(existing_alert, asked_at=at)
    else:
        alert = Alert.objects.create(
            correspondent=correspondent,
            query=query,
            rhythm=rhythm,
            asked_at=at,
            confirmed_at=at if is_address_proved else None,
            told_until=at if is_address_proved else None,
        )
        record(alert, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    if alert.confirmed_at is None:
        notices.send_confirmation(alert, at)
    return alert


@action(
    "jobs.confirm_alert",
    sentence=_("confirmed that they want to be told of new offers"),
    may=is_subscriber,
    undo=undo_fields,
    subject="alert",
)
def confirm_alert(*, alert: Alert, by: Viewer, at: datetime) -> Alert:
    """From now on they are told. Raises AlertStands."""
    same_search = Alert.objects.filter(
        correspondent=alert.correspondent_id, query=alert.query, withdrawn_at=None
    )
    if same_search.exclude(pk=alert.pk).exists():
        raise AlertStands(_("You have asked for the same offers since: that alert goes on."))
    return change(alert, confirmed_at=at, told_until=at, withdrawn_at=None)


@action(
    "jobs.stop_alert",
    sentence=_("stopped an alert of new offers"),
    may=is_subscriber,
    undo=undo_fields,
    subject="alert",
)
def stop_alert(*, alert: Alert, by: Viewer, at: datetime) -> Alert:
    """They are told no more."""
    return change(alert, withdrawn_at=at)


@action(
    "jobs.send_alert",
    sentence=_("sent an alert of new offers"),
    may=is_system,
    undo=Irreversible(_("This message has left: it can’t be taken back.")),
    subject="alert",
)
def send_alert(*, alert: Alert, jobs: Sequence[Job], by: Viewer, at: datetime) -> None:
    """One mail with these offers; those that come later are for the next one."""
    change(alert, told_until=at)
    notices.send_alert(alert, jobs, at)


@action(
    "jobs.ask_link",
    sentence=_("asked for their link to the offers again"),
    may=anyone,
    undo=Irreversible(_("This message has left: it can’t be taken back.")),
    subject="correspondent",
)
def ask_link(*, correspondent: Correspondent, by: Viewer, at: datetime) -> None:
    """Their link once more, to their own mailbox."""
    correspondent_for_address(
        organisation_id=correspondent.organisation_id,
        chamber_id=correspondent.chamber_id,
        email=correspondent.email,
        at=at,
    )
    record(correspondent, before={}, after={})
    notices.send_link(correspondent, at)


def _is_theirs(correspondent: Correspondent, by: Viewer) -> bool:
    """They have opened its link, or sign in with this address."""
    if party_by_link(by) == correspondent.party_id:
        return True
    return (
        by.user_id is not None
        and User.objects.filter(pk=by.user_id, email__iexact=correspondent.email).exists()
    )
