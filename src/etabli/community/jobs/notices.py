"""What is told of offers: to those who have a space by `notices`, to the others by a mail with their link.

No mail holds what an applicant wrote, nor the address of either: it leads to where it is read.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override

from etabli.community.jobs import links
from etabli.community.jobs.models import Alert, Application, Correspondent, Job, Message, Outcome
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.owners import language_of_party, owner_of
from etabli.foundation.notices.topic_messages import refresh_message
from etabli.foundation.notify.prose import Prose, gettext as _, lines, link, paragraphs, subject_of_several
from etabli.foundation.notify.queue import send
from etabli.foundation.people.models import Role
from etabli.foundation.registries import Kind, Topic, Words
from etabli.foundation.ui.typography import day, full_day

AUTHOR_ROLES = frozenset({Role.MEMBER, Role.ARTISAN})
APPLICATION = Kind("jobs.application", gettext_lazy("An application to your offer"), AUTHOR_ROLES)
LAST_DAYS = Kind("jobs.last_days", gettext_lazy("Your offer ends in a week"), AUTHOR_ROLES)
KINDS = [APPLICATION, LAST_DAYS]
NEW = "new"  # among the facts: the application itself waits, not only a message about it


def send_draft_link(job: Job, correspondent: Correspondent, at: datetime) -> None:
    """The way back to the offer of whoever has no account: until they take it, nothing is published."""
    with override(language_of_party(correspondent.party_id)):
        text = _(
            "You wrote the offer “%(title)s”. It is kept, and nobody sees it yet.\n\n"
            "Open this link to read it again and send it. A volunteer of the association then reads it before it "
            "appears. If it wasn’t you, do nothing."
        ) % {"title": job.title}
        title, url = (
            _("To read again and send: your offer “%(title)s”") % {"title": job.title},
            reverse("jobs:job", args=[job.pk]),
        )
        words = Words(title, text, url, _("To read my offer again and send it"))
        _mail_outsider(correspondent, words, f"job-draft:{job.pk}", at)


def write_outside(*, subject: Job, title: str, text: Prose, key: str, at: datetime) -> None:
    """What the moderators tell of an offer, to an author without a space; `moderation` tells the others."""
    correspondent = _correspondent_of(subject)
    if correspondent is not None:
        url = reverse("jobs:job", args=[subject.pk])
        _mail_outsider(
            correspondent, Words(title, text, url, _("To see my offer, and what I can do")), key, at
        )


def update_application(
    application: Application, at: datetime, *, message: Message | None = None, restored: bool = False
) -> None:
    """The author: somebody applied, or has written since (`message`); nobody when they have left.

    `restored`: it had been taken back; nothing is said a second time.
    """
    job, thread = application.job, f"job-application:{application.pk}"
    correspondent, owner = _correspondent_of(job), owner_of(job.author_id, job.organisation_id)
    if correspondent is not None:
        with override(language_of_party(correspondent.party_id)):
            if message:
                _mail_outsider(correspondent, _words_of_message(message), f"job-message:{message.pk}", at)
            else:
                _mail_outsider(correspondent, _words_of_application(application), thread, at)
    elif owner is not None and not (restored and _is_told(thread, (message or application).sent_at)):
        facts = {} if message else {NEW: True}
        options: Any = {"thread": thread, "merge": lambda known: {**known, **facts}, "at": at}
        refresh_message(APPLICATION_TOPIC, to=owner, kind=APPLICATION, about=application, **options)


def _is_told(thread: str, since: datetime) -> bool:
    notices = Notice.objects.filter(Q(key=thread) | Q(key__startswith=f"{thread}:"), created_at__gte=since)
    return notices.exists()


def _application_words(notice: Any) -> Words | None:
    """Nothing once it was taken back, or answered."""
    application: Application = notice.about
    last = application.messages.filter(withdrawn_at=None).order_by("-sent_at", "-pk").first()
    if application.withdrawn_at is not None or (last is not None and last.from_author):
        return None
    if notice.facts.get(NEW):
        return _words_of_application(application)
    return _words_of_message(last) if last is not None else None


def _words_of_application(application: Application) -> Words:
    title = _("An application to your offer “%(title)s”") % {"title": application.job.title}
    url = reverse("jobs:application", args=[application.pk])
    text = _("Somebody applies. You read their message, and their CV if there is one, in your space.")
    return Words(title, text, url, _("To read it and answer"))


def send_answer(message: Message, at: datetime) -> None:
    """The applicant: the author has written to them."""
    correspondent = message.application.correspondent
    with override(language_of_party(correspondent.party_id)):
        _mail_outsider(correspondent, _words_of_message(message), f"job-message:{message.pk}", at)


def _words_of_message(message: Message) -> Words:
    job = message.application.job
    answered_text = _("%(employer)s has answered your application.") % {"employer": job.employer}
    title = _("A message about “%(title)s”") % {"title": job.title}
    url = reverse("jobs:application", args=[message.application_id])
    text = answered_text if message.from_author else _("Somebody who applied has written to you.")
    see = _("To read the message and answer") if message.from_author else _("To read it and answer")
    return Words(title, text, url, see)


def send_receipt(application: Application, at: datetime) -> None:
    """The applicant: what happens now, and how to take it back."""
    with override(language_of_party(application.correspondent.party_id)):
        text = _(
            "It is passed on to %(employer)s. The answer comes to this address, through us.\n\n"
            "This link is yours alone. By it you read your application again, answer, or take it back. We delete "
            "all of it after six months. If it wasn’t you who applied, take it back there."
        ) % {"employer": application.job.employer}
        title = _("Your application is sent: %(title)s") % {"title": application.job.title}
        url = reverse("jobs:application", args=[application.pk])
        words = Words(title, text, url, _("To follow my application"))
        _mail_outsider(application.correspondent, words, f"job-applied:{application.pk}", at)


def send_closed(job: Job, at: datetime) -> None:
    """Those who applied and did not take it back: the offer is closed, they need not wait."""
    applications = Application.objects.filter(job=job, withdrawn_at=None).select_related("correspondent")
    for application in applications.order_by("pk"):
        with override(language_of_party(application.correspondent.party_id)):
            text = _("%(employer)s has found somebody: the offer is closed. Thank you for applying.")
            if job.outcome == Outcome.NOT_FILLED:
                text = _("%(employer)s has closed the offer without filling it. Thank you for applying.")
            title = _("The offer is closed: %(title)s") % {"title": job.title}
            url = reverse("jobs:application", args=[application.pk])
            words = Words(title, text % {"employer": job.employer}, url, _("To read my application again"))
            _mail_outsider(
                application.correspondent, words, f"job-closed:{application.pk}:{at:%Y%m%d%H%M%S}", at
            )


def update_last_days(job: Job, at: datetime) -> None:
    """The author: a week is left."""
    correspondent, owner = _correspondent_of(job), owner_of(job.author_id, job.organisation_id)
    if correspondent is not None:
        with override(language_of_party(correspondent.party_id)):
            _mail_outsider(correspondent, _words_of_ending(job), f"job-ends:{job.pk}:{job.expires_on}", at)
    elif owner is not None:
        facts = {"day": str(job.expires_on)}
        options: Any = {"thread": f"job-ends:{job.pk}", "merge": lambda known: facts, "at": at}
        refresh_message(LAST_DAYS_TOPIC, to=owner, kind=LAST_DAYS, about=job, **options)


def _last_days_words(notice: Any) -> Words | None:
    """Nothing once it was renewed, closed or withdrawn."""
    job: Job = notice.about
    is_out = job.expires_on is not None and job.is_out(job.expires_on)
    return _words_of_ending(job) if is_out and str(job.expires_on) == notice.facts["day"] else None


def _words_of_ending(job: Job) -> Words:
    text = _(
        "It stays out until %(day)s. Renew it in one click if you still look for somebody. If it is filled, "
        "close it: those who applied are told."
    ) % {"day": full_day(job.expires_on)}
    title = _("Your offer ends on %(day)s: %(title)s") % {"title": job.title, "day": day(job.expires_on)}
    url = reverse("jobs:job", args=[job.pk])
    return Words(title, text, url, _("To renew it or close it"))


def send_confirmation(alert: Alert, at: datetime) -> None:
    """Whoever asked for an alert: nothing is sent before they confirm."""
    with override(language_of_party(alert.correspondent.party_id)):
        text = _(
            "You asked to be told of new offers. Open this link and confirm: without it we send you nothing "
            "more."
        )
        words = Words(
            _("Confirm your alert on offers of work"), text, reverse("jobs:mine"), _("To confirm my alert")
        )
        _mail_outsider(alert.correspondent, words, f"job-alert-asked:{alert.pk}:{at:%Y%m%d%H%M}", at)


def send_link(correspondent: Correspondent, at: datetime) -> None:
    with override(language_of_party(correspondent.party_id)):
        title, url = _("Your link to your offers of work"), reverse("jobs:mine")
        text = _("By this link you find your offers, your applications and your alerts.")
        words = Words(title, text, url, _("To open my page"))
        _mail_outsider(correspondent, words, f"job-link:{correspondent.pk}:{at:%Y%m%d%H%M}", at)


def send_alert(alert: Alert, jobs: Sequence[Job], at: datetime) -> None:
    """The new offers of a search, each with its address."""
    with override(language_of_party(alert.correspondent.party_id)):
        offers = [
            lines(
                _("%(title)s, %(employer)s:") % {"title": job.title, "employer": job.employer},
                link(f"{settings.BASE_URL}{reverse('jobs:job', args=[job.pk])}"),
            )
            for job in jobs
        ]
        stop = links.stop_address(alert)
        leave = _("To get no more of these e-mails:\n%(url)s") % {"url": link(stop)}
        send(
            to=alert.correspondent.email,
            subject=subject_of_several(_("New offer: %(title)s") % {"title": jobs[0].title}, len(jobs) - 1),
            body=paragraphs(_("Hello,"), *offers, leave),
            key=f"job-alert:{alert.pk}:{at:%Y%m%d}",
            chamber_id=alert.correspondent.organisation_id,
            unsubscribe=stop,
            language=get_language() or "",
            at=at,
        )


def _correspondent_of(job: Job) -> Correspondent | None:
    """Who wrote it, when they have no account."""
    return Correspondent.objects.filter(party=job.author_id).first()


def _mail_outsider(correspondent: Correspondent, words: Words, key: str, at: datetime) -> None:
    """A mail to somebody who has no space: what there is, and their link."""
    link_paragraph = _("%(see)s:\n%(url)s") % {
        "see": words.see,
        "url": link(links.address(correspondent, words.url)),
    }
    send(
        to=correspondent.email,
        subject=words.title,
        body=paragraphs(_("Hello,"), words.text, link_paragraph, _("This link is yours alone: keep it.")),
        key=key,
        chamber_id=correspondent.organisation_id,
        language=get_language() or "",
        at=at,
    )


APPLICATION_TOPIC = Topic("jobs.application", _application_words, of=Application)
LAST_DAYS_TOPIC = Topic("jobs.last_days", _last_days_words, of=Job)
TOPICS = [APPLICATION_TOPIC, LAST_DAYS_TOPIC]
