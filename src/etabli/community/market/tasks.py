"""What the clock does: members told of new ads, artisans told that theirs ends, and asked what came of it."""

from datetime import datetime

from etabli.community.market import actions
from etabli.community.market.queries import due
from etabli.foundation.people.viewer import Viewer


def alert_due(at: datetime) -> None:
    """Tell the next batch of members of each ad that is newly out."""
    for ad in due.ads_to_announce(at):
        memberships, through = due.next_members_to_alert(ad)
        actions.alert_members(
            ad=ad, memberships=memberships, through=through, by=Viewer.system(ad.chamber_id), at=at
        )


def remind_due(at: datetime) -> None:
    """Three days before the last one."""
    for ad in due.ads_to_remind(at):
        actions.remind(ad=ad, by=Viewer.system(ad.chamber_id), at=at)


def ask_due(at: datetime) -> None:
    """The day after the last one."""
    for ad in due.ads_to_ask_about(at):
        actions.ask_outcome(ad=ad, by=Viewer.system(ad.chamber_id), at=at)


PERIODIC = [alert_due, remind_due, ask_due]
