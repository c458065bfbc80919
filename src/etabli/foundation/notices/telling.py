"""Telling somebody: a notice in their space and, as they chose, a mail at once or in the daily one."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from etabli.foundation.notices.engine import Rhythm, leaves_at, next_digest
from etabli.foundation.notices.kinds import Channel, channel_of, kinds
from etabli.foundation.notices.links import silence_url
from etabli.foundation.notices.models import Notice, Preference
from etabli.foundation.notices.owners import Owner, address_of, as_fields, chamber_of, door, name_of
from etabli.foundation.notify.calendar import Meeting, calendar_file
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.prose import Prose, ours, paragraphs, subject_of
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.notify.prose import link as our_link
from etabli.foundation.notify.queue import call_back, refuse_unless_prose, send
from etabli.foundation.people.links import link_url
from etabli.foundation.people.models import Person, SecretLink
from etabli.foundation.rooms import Kind


def tell(
    *,
    to: Owner,
    kind: str,
    title: str,
    text: Prose,
    url: str,
    see: str,
    key: str,
    meeting: Meeting | None = None,
    before: datetime | None = None,
    anew: bool = False,
    link: SecretLink | None = None,
    at: datetime,
) -> None:
    """Tell `to` once per `key`, inside an act: when the act fails, nothing was told.

    `text`: paragraphs (`notify/prose.py`), without greeting nor link. `url`: the page of ours that it leads to, `see`
    what one finds there. `meeting` comes with the mail as a calendar file, which people share: its own
    `url` stands in it, or the page's address without any right. `before`: when what is told happens; a mail
    that the quiet hours would make too late leaves at once. `anew`: the act under way makes the key, nobody was told by
    it yet.
    `link`: by what the mail opens it, when that is narrower than their whole space.
    Whoever has no address, or chose so, finds it in their space only.
    """
    if not anew and Notice.objects.filter(key=key).exists():
        return
    refuse_unless_prose(text)
    sort = kinds()[kind]
    notice = Notice(
        **as_fields(to), kind=kind, title=subject_of(title), text=text, url=url, key=key, created_at=at
    )
    preference = Preference() if sort.must and sort.prompt else preference_of(to)
    channel = channel_of(sort, preference)
    rhythm, here = rhythm_of(preference), timezone.localtime(at)
    mail_at = at if sort.prompt else leaves_at(here, rhythm, before)
    if channel == Channel.DIGEST:
        notice.digest_due_at = next_digest(here, rhythm, before)
    notice.save()
    if channel != Channel.HERE and notice.digest_due_at is None:
        _write(notice, to, sort, see=see, meeting=meeting, secret=link, at=at, due_at=mail_at)


@dataclass(frozen=True)
class Recalled:
    """What was taken back. `seen_at`: the last of the thread that stays; `calendar`: the last file that has left."""

    notices: tuple[Notice, ...] = ()
    seen_at: datetime | None = None
    calendar: str = ""


def recall(*, to: Owner, thread: str) -> Recalled:
    """Take back what was told of this `thread` (what its keys begin with, before a colon) and has not reached them.

    A mail that nobody has in hand leaves no more; a notice that nobody read goes, unless its mail has left. For whoever
    then tells the one thing that holds now.
    """
    told = list(Notice.objects.filter(**as_fields(to), key__startswith=f"{thread}:").order_by("pk"))
    if not told:
        return Recalled()
    keys = [notice.key for notice in told]
    called_back = call_back(keys)
    left = dict(Message.objects.filter(key__in=keys).order_by("pk").values_list("key", "calendar"))
    back = [
        notice
        for notice in told
        if notice.key in called_back or (notice.read_at is None and notice.key not in left)
    ]
    if unread := [notice.pk for notice in back if notice.read_at is None]:
        Notice.objects.filter(pk__in=unread).delete()
    stays = [notice.created_at for notice in told if notice not in back]
    files = [file for file in left.values() if file]
    return Recalled(tuple(back), stays[-1] if stays else None, files[-1] if files else "")


def preference_of(owner: Owner) -> Preference:
    """What they chose; an unsaved row of defaults for who chose nothing."""
    whose = as_fields(owner)
    return Preference.objects.filter(**whose).first() or Preference(**whose)


def rhythm_of(preference: Preference) -> Rhythm:
    return Rhythm(
        preference.quiet_from, preference.quiet_until, preference.quiet_on_sunday, preference.digest_at
    )


def greeted(owner: Owner, text: Prose, *, silence: str = "") -> Prose:
    """A whole mail: the greeting, the text, and under it what is ours to say."""
    parts = [_("Hello %(name)s,") % {"name": name_of(owner)}, text]
    if isinstance(owner, Person):
        parts.append(_("This link is yours alone: keep it."))
    if silence:
        parts.append(_("To get no more of these e-mails:\n%(url)s") % {"url": our_link(silence)})
    return paragraphs(*parts)


def _write(
    notice: Notice,
    to: Owner,
    kind: Kind,
    *,
    see: str,
    meeting: Meeting | None,
    secret: SecretLink | None,
    at: datetime,
    due_at: datetime,
) -> None:
    address = address_of(to)
    if not address:
        return
    with override(settings.LANGUAGE_CODE):  # theirs, whatever the one who acts reads the site in
        silence = "" if kind.must else silence_url(to, kind.code)
        url = link_url(secret, to=notice.url) if secret else door(to, notice.url, at)
        leads = _("%(see)s:\n%(url)s") % {"see": see, "url": our_link(url)}
        body = greeted(to, paragraphs(ours(notice.text), leads), silence=silence)
    send(
        to=address,
        subject=notice.title,
        body=body,
        key=notice.key,
        chamber_id=chamber_of(to),
        calendar=calendar_file(_shareable(meeting, notice.url), at=at, to=address) if meeting else "",
        unsubscribe=silence,
        staff_reads=kind.staff_reads,
        at=at,
        due_at=due_at,
    )


def _shareable(meeting: Meeting, page: str) -> Meeting:
    """A calendar is read by colleagues and family: the entry never holds the link to somebody's whole space."""
    return meeting if meeting.url else replace(meeting, url=f"{settings.BASE_URL}{page}")
