from django.utils.translation import gettext_lazy as _

from etabli.foundation.rooms import Personal

TOLD = Personal(
    purpose=_("Telling you what concerns you"),
    basis="public interest",
    retention_months=24,
    erase="delete",
    expires=True,
)
CHOICE = Personal(
    purpose=_("Remembering how you want to be told"),
    basis="public interest",
    retention_months=36,
    erase="delete",
)

PERSONAL = {
    "notices.Notice": dict.fromkeys(
        ["owner_key", "kind", "title", "text", "url", "key", "created_at", "read_at"], TOLD
    ),
    "notices.Preference": dict.fromkeys(
        ["owner_key", "channels", "quiet_from", "quiet_until", "quiet_on_sunday", "digest_at"],
        CHOICE,
    ),
}
OWNERS = {"notices.Notice": "key: owner_key", "notices.Preference": "key: owner_key"}
NAMES = {
    "notices.Notice": _("What you were told"),
    "notices.Notice.owner_key": _("for whom"),
    "notices.Notice.kind": _("kind of message"),
    "notices.Notice.key": _("number of the message"),
    "notices.Notice.url": _("where it leads"),
    "notices.Notice.read_at": _("read on"),
    "notices.Preference": _("How you want to be told"),
    "notices.Preference.owner_key": _("for whom"),
    "notices.Preference.channels": _("by kind of message"),
    "notices.Preference.quiet_from": _("silence from"),
    "notices.Preference.quiet_until": _("silence until"),
    "notices.Preference.quiet_on_sunday": _("silence on Sundays"),
    "notices.Preference.digest_at": _("hour of the daily e-mail"),
}
NOT_PERSONAL = {
    "notices.Notice": ["id", "organisation_id", "digest_due_at"],
    "notices.Preference": ["id", "organisation_id"],
}
