"""What is told of offers: to those who have a space by `notices.telling`, to the others by a mail with their link.

No mail holds what an applicant wrote, nor the address of either: it leads to where it is read.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from etabli.community.jobs import links
from etabli.community.jobs.models import Alert, Application, Correspondent, Job, Message, Outcome
from etabli.foundation.notices.owners import owner_of
from etabli.foundation.notices.telling import tell
from etabli.foundation.notify.prose import Prose, lines, link, paragraphs
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.notify.queue import send
from etabli.foundation.people.models import Role
from etabli.foundation.rooms import Kind
from etabli.foundation.ui.typography import full_day

AUTHORS = frozenset({Role.MEMBER, Role.ARTISAN})
APPLICATION = Kind("jobs.application", gettext_lazy("An application to your offer"), AUTHORS)
LAST_DAYS = Kind("jobs.last_days", gettext_lazy("Your offer ends in a week"), AUTHORS)
KINDS = [APPLICATION, LAST_DAYS]


def told_of_draft(job: Job, correspondent: Correspondent, at: datetime) -> None:
    """The way back to the offer of whoever has no account: until they take it, nothing is published."""
    with override(settings.LANGUAGE_CODE):
        _write(
            correspondent,
            title=_("Your offer: one step left"),
            text=_(
                "You wrote the offer “%(title)s”. It is kept, and nobody sees it yet.\n\n"
                "Open this link to read it again and send it. A volunteer of the association then reads it before it "
                "appears. If it wasn’t you, do nothing."
            )
            % {"title": job.title},
            see=_("To read my offer again and send it"),
            to=reverse("jobs:job", args=[job.pk]),
            key=f"job-draft:{job.pk}",
            at=at,
        )


def write_outside(*, subject: Job, title: str, text: Prose, key: str, at: datetime) -> None:
    """What the moderators tell of an offer, to an author without a space: the others are told by them."""
    correspondent = _outsider(subject)
    if correspondent is not None:
        to, see = reverse("jobs:job", args=[subject.pk]), _("To see my offer, and what I can do")
        _write(correspondent, title=title, text=text, see=see, to=to, key=key, at=at)


def told_of_application(application: Application, at: datetime) -> None:
    """The author: somebody applied. Neither the words nor the name are in the mail."""
    with override(settings.LANGUAGE_CODE):
        _tell_author(
            application.job,
            APPLICATION,
            title=_("An application to your offer “%(title)s”") % {"title": application.job.title},
            text=_("Somebody applies. You read their message, and their CV if there is one, in your space."),
            see=_("To read it and answer"),
            to=reverse("jobs:application", args=[application.pk]),
            key=f"job-application:{application.pk}",
            at=at,
        )


def told_it_is_sent(application: Application, at: datetime) -> None:
    """The applicant: what happens now, and how to take it back."""
    with override(settings.LANGUAGE_CODE):
        _write(
            application.correspondent,
            title=_("Your application is sent: %(title)s") % {"title": application.job.title},
            text=_(
                "It is passed on to %(employer)s. The answer comes to this address, through us.\n\n"
                "This link is yours alone. By it you read your application again, answer, or take it back. We delete "
                "all of it after six months. If it wasn’t you who applied, take it back there."
            )
            % {"employer": application.job.employer},
            see=_("To follow my application"),
            to=reverse("jobs:application", args=[application.pk]),
            key=f"job-applied:{application.pk}",
            at=at,
        )


def told_of_message(message: Message, at: datetime) -> None:
    """The other of the two."""
    application = message.application
    to = reverse("jobs:application", args=[application.pk])
    with override(settings.LANGUAGE_CODE):
        title = _("A message about “%(title)s”") % {"title": application.job.title}
        key = f"job-message:{message.pk}"
        if message.from_author:
            text = _("%(employer)s has answered your application.") % {"employer": application.job.employer}
            see = _("To read the message and answer")
            _write(application.correspondent, title=title, text=text, see=see, to=to, key=key, at=at)
        else:
            text = _("Somebody who applied has written to you.")
            see = _("To read it and answer")
            _tell_author(application.job, APPLICATION, title=title, text=text, see=see, to=to, key=key, at=at)


def told_of_end(job: Job, at: datetime) -> None:
    """Those who applied and did not take it back: nobody waits for nothing."""
    with override(settings.LANGUAGE_CODE):
        filled = job.outcome != Outcome.NOT_FILLED
        text = (
            _("%(employer)s has found somebody: the offer is closed. Thank you for applying.")
            if filled
            else _("%(employer)s has closed the offer without filling it. Thank you for applying.")
        )
        waiting = Application.objects.filter(job=job, withdrawn_at=None).select_related("correspondent")
        for application in waiting.order_by("pk"):
            _write(
                application.correspondent,
                title=_("The offer is closed: %(title)s") % {"title": job.title},
                text=text % {"employer": job.employer},
                see=_("To read my application again"),
                to=reverse("jobs:application", args=[application.pk]),
                key=f"job-closed:{application.pk}:{at:%Y%m%d%H%M%S}",
                at=at,
            )


def told_of_last_days(job: Job, at: datetime) -> None:
    """The author: a week is left."""
    with override(settings.LANGUAGE_CODE):
        _tell_author(
            job,
            LAST_DAYS,
            title=_("Your offer ends soon: %(title)s") % {"title": job.title},
            text=_(
                "It stays out until %(day)s. Renew it in one click if you still look for somebody. If it is filled, "
                "close it: those who applied are told."
            )
            % {"day": full_day(job.expires_on)},
            see=_("To renew it or close it"),
            to=reverse("jobs:job", args=[job.pk]),
            key=f"job-ends:{job.pk}:{job.expires_on}",
            at=at,
        )


def told_to_confirm(alert: Alert, at: datetime) -> None:
    """Whoever asked for an alert: nothing is sent before they confirm."""
    with override(settings.LANGUAGE_CODE):
        _write(
            alert.correspondent,
            title=_("Confirm your alert"),
            text=_(
                "You asked to be told of new offers. Open this link and confirm: without it we send you nothing "
                "more."
            ),
            see=_("To confirm my alert"),
            to=reverse("jobs:mine"),
            key=f"job-alert-asked:{alert.pk}:{at:%Y%m%d%H%M}",
            at=at,
        )


def told_of_link(correspondent: Correspondent, at: datetime) -> None:
    with override(settings.LANGUAGE_CODE):
        _write(
            correspondent,
            title=_("Your link to the offers"),
            text=_("By this link you find your offers, your applications and your alerts."),
            see=_("To open my page"),
            to=reverse("jobs:mine"),
            key=f"job-link:{correspondent.pk}:{at:%Y%m%d%H%M}",
            at=at,
        )


def told_of_new(alert: Alert, jobs: Sequence[Job], at: datetime) -> None:
    """The new offers of a search, each with its address."""
    with override(settings.LANGUAGE_CODE):
        fresh = [
            lines(
                _("%(title)s, %(employer)s:") % {"title": job.title, "employer": job.employer},
                link(f"{settings.BASE_URL}{reverse('jobs:job', args=[job.pk])}"),
            )
            for job in jobs
        ]
        stop = links.stop_address(alert)
        send(
            to=alert.correspondent.email,
            subject=_("New offers: %(count)d") % {"count": len(jobs)},
            body=paragraphs(
                _("Hello,"), *fresh, _("To get no more of these e-mails:\n%(url)s") % {"url": link(stop)}
            ),
            key=f"job-alert:{alert.pk}:{at:%Y%m%d}",
            chamber_id=alert.correspondent.organisation_id,
            unsubscribe=stop,
            at=at,
        )


def _tell_author(
    job: Job, kind: Kind, *, title: str, text: Prose, see: str, to: str, key: str, at: datetime
) -> None:
    """Whoever wrote the offer, in their space or by their link; nobody when they have left."""
    correspondent = _outsider(job)
    if correspondent is not None:
        _write(correspondent, title=title, text=text, see=see, to=to, key=key, at=at)
        return
    owner = owner_of(job.author_id, job.organisation_id)
    if owner is not None:
        tell(to=owner, kind=kind.code, title=title, text=text, url=to, see=see, key=key, at=at)


def _outsider(job: Job) -> Correspondent | None:
    """Who wrote it, when they have no account."""
    return Correspondent.objects.filter(party=job.author_id).first()


def _write(
    correspondent: Correspondent, *, title: str, text: Prose, see: str, to: str, key: str, at: datetime
) -> None:
    """A mail to somebody who has no space: what there is, and their link."""
    leads = _("%(see)s:\n%(url)s") % {"see": see, "url": link(links.address(correspondent, to))}
    send(
        to=correspondent.email,
        subject=title,
        body=paragraphs(_("Hello,"), text, leads, _("This link is yours alone: keep it.")),
        key=key,
        chamber_id=correspondent.organisation_id,
        at=at,
    )
