"""Whoever bears a link of each kind: its token, and a browser in which it was opened. All is of `world.person`."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.test import Client

from etabli.foundation.people.links import INVITATION, token_of
from etabli.foundation.people.models import SecretLink
from etabli.foundation.signed_links import LinkKind, kinds
from tests import factories as make
from tests.consistency.objects import World, a_link, an_invitation

# What opens something: each has its token below. The others stand in cookies and forms, and are no address.
WITH_DOORS: dict[str, LinkKind] = {kind.code: kind for kind in kinds() if kind.doors}
# What lets a browser in, for more than the page of its own address.
ENTERING = [code for code, kind in WITH_DOORS.items() if kind.pages and kind.is_right]


def token(world: World, code: str, page: str = "") -> str:
    """A token of this kind, for the object of that page where it is narrowed to one."""
    kind = WITH_DOORS[code]
    if not kind.scope or code == "briefs.read":
        return TOKENS[code](world)
    wanted = page or next(iter(kind.pages), "")
    subject_id = world.kwargs(wanted)["pk"] if wanted and kind.scope != SecretLink.Scope.SPACE else None
    return token_of(make.link(world.person, kind.scope, subject_id))


def entered(code: str, word: str) -> Client:
    """A browser in which such a link was opened, and nothing else."""
    client = Client(raise_request_exception=False)
    client.get(WITH_DOORS[code].path(word))
    return client


def _application(world: World) -> str:
    return str(world.kwargs("association:application")["token"])


def _alert(world: World) -> str:
    """One that is confirmed: its mails have left."""
    from etabli.community.jobs.links import STOP_ALERT
    from etabli.community.jobs.models import Alert

    alert = Alert.objects.get(pk=world.kwargs("jobs:alert_stop")["pk"])
    alert.confirmed_at = alert.told_until = make.AT
    alert.save()
    return STOP_ALERT.token_of(alert)


def _correspondent(world: World) -> str:
    """Somebody outside, who wrote the offer of the world and applied to it: all that one may be."""
    from etabli.community.jobs.links import CORRESPONDENT
    from etabli.community.jobs.models import Application, Correspondent, Job
    from etabli.community.moderation.models import Case

    application = Application.objects.get(pk=world.kwargs("jobs:application")["pk"])
    author = application.correspondent.party
    Job.objects.filter(pk=world.kwargs("jobs:job")["pk"]).update(author=author)
    Case.objects.filter(subject_type="jobs.job").update(author=author)
    Correspondent.objects.update(expires_at=datetime.now(UTC).replace(year=2100))  # whatever the clock says
    return CORRESPONDENT.token_of(application.correspondent)


def _watch(world: World) -> str:
    from etabli.programme.watches.links import STOP
    from tests.consistency.objects.watches import watch_of

    return STOP.token_of(watch_of(world))


def _unsubscribe(world: World) -> str:
    return str(world.kwargs("notices:unsubscribe")["token"])


def _certificate(world: World) -> str:
    return str(world.kwargs("workshops:check")["number"])


def _relay(world: World) -> str:
    from etabli.territory.relays.links import RELAY

    return RELAY.token_of(a_link(world))


TOKENS: dict[str, Callable[[World], str]] = {
    "association.application": _application,
    "briefs.read": lambda world: str(world.kwargs("briefs:read")["token"]),
    "diagnosis.kept": lambda world: str(world.kwargs("diagnosis:kept")["token"]),
    "visibility.feed": lambda world: str(world.kwargs("visibility:feed")["token"]),
    "diary.feed": lambda world: str(world.kwargs("diary:feed")["token"]),
    "directory.contact": lambda world: str(world.kwargs("directory:sent")["token"]),
    "jobs.correspondent": _correspondent,
    "jobs.stop_alert": _alert,
    "notices.unsubscribe": _unsubscribe,
    "people.given_address": lambda world: str(world.kwargs("people:prove_given_address")["token"]),
    "people.invitation": lambda world: INVITATION.token_of(an_invitation(world)),
    "relays.code": lambda world: str(world.kwargs("front:relay")["code"]),
    "relays.link": _relay,
    "support.days": lambda world: str(world.kwargs("support:days")["token"]),
    "surveys.invited": lambda world: str(world.kwargs("surveys:invited")["token"]),
    "surveys.room": lambda world: str(world.kwargs("surveys:answer")["code"]),
    "watches.confirm": lambda world: str(world.kwargs("watches:confirm")["token"]),
    "watches.stop": _watch,
    "workshops.certificate": _certificate,
}
