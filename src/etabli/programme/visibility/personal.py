from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, visible_to_nobody

PLANNED = Personal(
    _(
        "Keeping your paid ads and what came of them; telling others, without names and from five businesses on, "
        "what to expect"
    ),
    basis="public interest",
    retention_months=36,
    erase="delete",
)
WEEKS = Personal(
    _("Keeping for you what you planned to publish, week by week"),
    basis="public interest",
    retention_months=36,
    erase="delete",
)

PERSONAL = {
    "visibility.Campaign": dict.fromkeys(
        ["person", "goal", "trade", "place", "budget_cents", "started_on", "kept_at", "withdrawn_at"], PLANNED
    ),
    "visibility.CampaignFigures": dict.fromkeys(
        [
            "campaign",
            "network",
            "planned_cents",
            "spent_cents",
            "views",
            "clicks",
            "contacts",
            "customers",
            "noted_on",
        ],
        PLANNED,
    ),
    "visibility.ContentCalendar": dict.fromkeys(
        ["person", "trade", "starts_on", "reminds", "kept_at", "withdrawn_at"], WEEKS
    ),
    "visibility.PlannedPost": dict.fromkeys(
        ["calendar", "week", "idea", "text", "done_on", "withdrawn_at"], WEEKS
    ),
    "visibility.CalendarFeed": dict.fromkeys(["person", "made_at", "ended_at"], WEEKS),
}
OWNERS = {
    "visibility.Campaign": "person",
    "visibility.CampaignFigures": "campaign__person",
    "visibility.ContentCalendar": "person",
    "visibility.PlannedPost": "calendar__person",
    "visibility.CalendarFeed": "person",
}
VISIBLE = dict.fromkeys(OWNERS, visible_to_nobody)
NAMES = {
    "visibility.Campaign": _("Your paid ads"),
    "visibility.Campaign.goal": _("goal"),
    "visibility.Campaign.trade": _("trade"),
    "visibility.Campaign.place": _("place"),
    "visibility.Campaign.budget_cents": _("budget, in cents"),
    "visibility.Campaign.started_on": _("first day"),
    "visibility.Campaign.kept_at": _("kept on"),
    "visibility.CampaignFigures": _("What came of your paid ads"),
    "visibility.CampaignFigures.campaign": _("ad"),
    "visibility.CampaignFigures.network": _("network"),
    "visibility.CampaignFigures.planned_cents": _("planned, in cents"),
    "visibility.CampaignFigures.spent_cents": _("spent, in cents"),
    "visibility.CampaignFigures.views": _("times it was seen"),
    "visibility.CampaignFigures.clicks": _("clicks"),
    "visibility.CampaignFigures.contacts": _("calls and visits"),
    "visibility.CampaignFigures.customers": _("customers"),
    "visibility.CampaignFigures.noted_on": _("noted on"),
    "visibility.ContentCalendar": _("Your twelve weeks of ideas to publish"),
    "visibility.ContentCalendar.trade": _("trade"),
    "visibility.ContentCalendar.starts_on": _("first week"),
    "visibility.ContentCalendar.reminds": _("reminded on Mondays"),
    "visibility.ContentCalendar.kept_at": _("kept on"),
    "visibility.PlannedPost": _("What you planned to publish"),
    "visibility.PlannedPost.calendar": _("calendar"),
    "visibility.PlannedPost.week": _("week"),
    "visibility.PlannedPost.idea": _("idea"),
    "visibility.PlannedPost.text": _("text that you began"),
    "visibility.PlannedPost.done_on": _("done on"),
    "visibility.CalendarFeed": _("Links by which your calendar follows your ideas"),
    "visibility.CalendarFeed.made_at": _("made on"),
    "visibility.CalendarFeed.ended_at": _("cut off on"),
}
NOT_PERSONAL = {
    "visibility.Campaign": ["id", "chamber"],
    "visibility.CampaignFigures": ["id"],
    "visibility.ContentCalendar": ["id", "chamber"],
    "visibility.PlannedPost": ["id"],
    "visibility.CalendarFeed": ["id", "nonce"],
    "visibility.CampaignAssumption": [
        "id",
        "chamber",
        "network",
        "stage",
        "value",
        "source",
        "url",
        "checked_on",
        "set_at",
        "withdrawn_at",
    ],
}
