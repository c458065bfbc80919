from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Among, Personal
from etabli.programme.showcase.queries import chamber_stories

STORY = Personal(
    _("Showing your story to other artisans, if you agree"),
    basis="consent",
    retention_months=36,
    erase="delete",
    recipients=_("whoever opens the page, while you agree"),
)
AUTHOR = replace(STORY, recipients="", erase="keep", kept=_("a number: what bears it is emptied"))

PERSONAL = {
    "showcase.Story": {
        **dict.fromkeys(
            [
                "person",
                "title",
                "shown_as",
                "trade_code",
                "commune",
                "channels",
                "done",
                "start_minutes",
                "weekly_minutes",
                "start_cents",
                "monthly_cents",
                "brought",
                "figure",
                "quotation",
                "photo",
                "photo_says",
                "state",
                "consent",
                "paper_on",
                "started_at",
                "asked_at",
                "withdrawn_at",
            ],
            STORY,
        ),
        "written_by": AUTHOR,
    },
}
OWNERS = {"showcase.Story": "person", "showcase.Story.written_by": "written_by"}
VISIBLE = {
    "showcase.Story": Among("pk", chamber_stories),
}
CODES = ["showcase.Story.channels", "showcase.Story.trade_code"]
NAMES = {
    "showcase.Story": _("Your story as a local example"),
    "showcase.Story.shown_as": _("shown as"),
    "showcase.Story.trade_code": _("trade"),
    "showcase.Story.commune": _("commune"),
    "showcase.Story.channels": _("where people find them"),
    "showcase.Story.done": _("what was done"),
    "showcase.Story.start_minutes": _("minutes to begin with"),
    "showcase.Story.weekly_minutes": _("minutes a week"),
    "showcase.Story.start_cents": _("spent to begin with, in cents"),
    "showcase.Story.monthly_cents": _("spent a month, in cents"),
    "showcase.Story.brought": _("what it brought"),
    "showcase.Story.figure": _("figure"),
    "showcase.Story.quotation": _("quotation"),
    "showcase.Story.photo": _("photo"),
    "showcase.Story.photo_says": _("what the photo shows"),
    "showcase.Story.state": _("where it is"),
    "showcase.Story.consent": _("agreement"),
    "showcase.Story.paper_on": _("signed on paper on"),
    "showcase.Story.written_by": _("number of who wrote it"),
    "showcase.Story.started_at": _("started on"),
    "showcase.Story.asked_at": _("asked on"),
    "showcase.Story.withdrawn_at": _("taken off on"),
}
MODEL_NAMES_TO_STAFF = {
    "showcase.Story": _("Their story as a local example"),
}
NOT_PERSONAL = {
    "showcase.Story": ["id", "chamber", "sector", "version"],
    "showcase.Selection": ["id", "session", "story_ids"],
}
