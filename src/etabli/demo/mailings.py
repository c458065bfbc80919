"""What the chamber writes to many: who is told, two groups, one mail that left weeks ago, one draft."""

from datetime import datetime, timedelta

from etabli.demo.shared import Filling
from etabli.foundation.notices.actions import silence_for
from etabli.foundation.people.viewer import Viewer
from etabli.programme.outreach import actions
from etabli.programme.outreach.engine.criteria import Criteria
from etabli.programme.outreach.engine.pace import begins_at
from etabli.programme.outreach.mail_templates import MAIL_TEMPLATES
from etabli.programme.outreach.models import Mailing, MailingVisit, Recipient, Segment
from etabli.programme.outreach.notices import INVITATIONS
from etabli.programme.outreach.queries.mailings import to_announce
from etabli.programme.outreach.sending import write_due

YEAR = timedelta(days=365)


def fill_mailings(filling: Filling) -> None:
    """A mail of three weeks ago, read and refused by some; a draft that announces the next session."""
    actions.state_notice(
        chamber=filling.chamber,
        since_on=(filling.at - 2 * YEAR).date(),
        by=Viewer.system(filling.chamber.pk),
        at=filling.at - 2 * YEAR,
    )
    came = _group(filling, "Venus, jamais accompagnés", Criteria(step="alone"))
    _send_mailing(filling, _draft(filling, came, "suite", [], filling.at - timedelta(days=22)))
    session = to_announce(filling.adviser, filling.at)[0]
    near = Criteria(commune=session.venue.commune_id, minutes=45)
    group = _group(filling, f"À 45 minutes de {session.venue.commune.name}", near)
    _draft(filling, group, "pres", [session.pk], filling.at)


def _group(filling: Filling, name: str, criteria: Criteria) -> Segment:
    at = filling.at - timedelta(days=23)
    return actions.add_segment(
        chamber=filling.chamber, name=name, criteria=criteria, by=filling.adviser, at=at
    )


def _draft(filling: Filling, segment: Segment, usual: str, session_ids: list[int], at: datetime) -> Mailing:
    return actions.write_mailing(
        chamber=filling.chamber,
        author=filling.user,
        fields={"segment": segment, "session_ids": session_ids, **MAIL_TEMPLATES[usual].words},
        by=filling.adviser,
        at=at,
    )


def _send_mailing(filling: Filling, mailing: Mailing) -> None:
    at = begins_at(mailing.created_at)
    actions.send_mailing(mailing=mailing, by=filling.adviser, at=at)
    at += timedelta(minutes=1)
    while not Mailing.objects.filter(pk=mailing.pk, ended_at__isnull=False).exists():
        write_due(begins_at(at))
        at = begins_at(at) + timedelta(minutes=1)
    MailingVisit.objects.bulk_create(
        MailingVisit(mailing=mailing, on=(at + timedelta(days=day)).date(), visits=9 - 2 * day)
        for day in range(4)
    )
    row = Recipient.objects.filter(mailing=mailing).select_related("person").order_by("pk").last()
    if row is not None:
        silence_for(
            person=row.person,
            codes=[INVITATIONS.code],
            silent=True,
            by=filling.adviser,
            at=at + timedelta(days=2),
        )
