from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.visibility import staff
from etabli.foundation.registries import Personal, visible_to_nobody

CHECKED = Personal(
    _("Showing you what people see of your business, and comparing it with the last time"),
    basis="public interest",
    retention_months=36,
    erase="delete",
)
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
CHECK = [
    "person",
    "key",
    "address",
    "status",
    "asked_at",
    "done_at",
    "result",
    "beside",
    "withdrawn_at",
]
STEP = ["person", "finding", "address", "planned_at", "done_at", "beside", "withdrawn_at"]
WATCH = ["person", "address", "asked_at", "withdrawn_at"]
LOOK = ["person", "kind", "answers", "note", "photo", "made_on", "withdrawn_at"]
REGISTRATION = [
    "person",
    "domain",
    "ends_on",
    "registrar",
    "reminds",
    "reminded_for",
    "noted_at",
    "withdrawn_at",
]
CHECK_MODELS = {
    "visibility.SiteCheck": CHECK,
    "visibility.VisibilityStep": STEP,
    "visibility.SiteWatch": WATCH,
    "visibility.SelfCheck": LOOK,
    "visibility.DomainRegistration": REGISTRATION,
    "visibility.LikedSiteReading": [
        "person",
        "attachment",
        "address",
        "features",
        "is_read",
        "asked_at",
        "withdrawn_at",
    ],
}

BESIDE = (  # what the staff may do with an artisan, and then read
    "visibility.SiteCheck",
    "visibility.VisibilityStep",
    "visibility.Campaign",
    "visibility.ContentCalendar",
)

PERSONAL = {
    "visibility.Campaign": dict.fromkeys(
        [
            "person",
            "goal",
            "trade",
            "place",
            "budget_cents",
            "started_on",
            "kept_at",
            "beside",
            "withdrawn_at",
        ],
        PLANNED,
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
        ["person", "trade", "starts_on", "reminds", "kept_at", "beside", "withdrawn_at"], WEEKS
    ),
    "visibility.PlannedPost": dict.fromkeys(
        ["calendar", "week", "idea", "text", "done_on", "withdrawn_at"], WEEKS
    ),
    "visibility.CalendarFeed": dict.fromkeys(["person", "made_at", "ended_at"], WEEKS),
    **{model: dict.fromkeys(fields, CHECKED) for model, fields in CHECK_MODELS.items()},
}
OWNERS = {
    "visibility.Campaign": "person",
    "visibility.CampaignFigures": "campaign__person",
    "visibility.ContentCalendar": "person",
    "visibility.PlannedPost": "calendar__person",
    "visibility.CalendarFeed": "person",
    **dict.fromkeys(CHECK_MODELS, "person"),
}
VISIBLE = (
    dict.fromkeys(OWNERS, visible_to_nobody)
    | {"visibility.LikedSiteReading": staff()}
    | dict.fromkeys(BESIDE, staff(beside=True, withdrawn_at=None))
)
NAMES = {
    "visibility.SiteCheck": _("The sites that you had checked"),
    "visibility.SiteCheck.key": _("its address here"),
    "visibility.SiteCheck.address": _("address of the site"),
    "visibility.SiteCheck.asked_at": _("asked on"),
    "visibility.SiteCheck.done_at": _("looked at on"),
    "visibility.SiteCheck.result": _("what was seen"),
    "visibility.SiteCheck.beside": _("looked at with the chamber"),
    "visibility.VisibilityStep": _("What you will mend of your site"),
    "visibility.VisibilityStep.finding": _("what to mend"),
    "visibility.VisibilityStep.address": _("address of the site"),
    "visibility.VisibilityStep.planned_at": _("put on the path on"),
    "visibility.VisibilityStep.done_at": _("mended on"),
    "visibility.VisibilityStep.beside": _("put there with the chamber"),
    "visibility.SiteWatch": _("The sites that we check each quarter"),
    "visibility.SiteWatch.asked_at": _("asked on"),
    "visibility.SiteWatch.address": _("address of the site"),
    "visibility.DomainRegistration": _("Until when you rent the names of your sites"),
    "visibility.DomainRegistration.domain": _("name"),
    "visibility.DomainRegistration.ends_on": _("it ends on"),
    "visibility.DomainRegistration.registrar": _("rented from"),
    "visibility.DomainRegistration.reminds": _("to be reminded"),
    "visibility.DomainRegistration.reminded_for": _("reminded of the end of"),
    "visibility.DomainRegistration.noted_at": _("noted on"),
    "visibility.LikedSiteReading": _("What was seen of the sites that you like"),
    "visibility.LikedSiteReading.attachment": _("site"),
    "visibility.LikedSiteReading.address": _("address"),
    "visibility.LikedSiteReading.features": _("what was seen"),
    "visibility.LikedSiteReading.is_read": _("could be read"),
    "visibility.LikedSiteReading.asked_at": _("asked on"),
    "visibility.SelfCheck": _("What you saw of yourself"),
    "visibility.SelfCheck.kind": _("what was looked at"),
    "visibility.SelfCheck.answers": _("what was ticked"),
    "visibility.SelfCheck.note": _("what you saw"),
    "visibility.SelfCheck.photo": _("photo"),
    "visibility.SelfCheck.made_on": _("noted on"),
    "visibility.Campaign": _("Your paid ads"),
    "visibility.Campaign.goal": _("goal"),
    "visibility.Campaign.trade": _("trade"),
    "visibility.Campaign.place": _("place"),
    "visibility.Campaign.budget_cents": _("budget, in cents"),
    "visibility.Campaign.started_on": _("first day"),
    "visibility.Campaign.kept_at": _("kept on"),
    "visibility.Campaign.beside": _("made with the chamber"),
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
    "visibility.ContentCalendar.beside": _("made with the chamber"),
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
CODES = [
    "visibility.Campaign.goal",
    "visibility.Campaign.place",
    "visibility.Campaign.trade",
    "visibility.CampaignFigures.network",
    "visibility.ContentCalendar.trade",
    "visibility.LikedSiteReading.features",
    "visibility.PlannedPost.idea",
    "visibility.VisibilityStep.finding",
]
NOT_PERSONAL = {
    "visibility.Campaign": ["id", "chamber"],
    "visibility.CampaignFigures": ["id", "rates"],
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
    **{model: ["id", "chamber"] for model in CHECK_MODELS},
}
