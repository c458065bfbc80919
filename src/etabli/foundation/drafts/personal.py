from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, visible_to_nobody

TYPED = Personal(
    _("Giving you back what you were writing, until you send it"),
    basis="contract",
    retention_months=1,
    erase="delete",
    expires=True,
)

PERSONAL = {
    "drafts.Draft": dict.fromkeys(["owner", "form", "typed", "initial_values", "kept_at", "closed_at"], TYPED)
}
OWNERS = {"drafts.Draft": "owner"}
VISIBLE = {"drafts.Draft": visible_to_nobody}
NAMES = {
    "drafts.Draft": _("What you were writing"),
    "drafts.Draft.owner": _("written by"),
    "drafts.Draft.form": _("page"),
    "drafts.Draft.typed": _("what you typed"),
    "drafts.Draft.initial_values": _("what the page said before"),
    "drafts.Draft.kept_at": _("kept on"),
    "drafts.Draft.closed_at": _("sent or put aside on"),
}
CODES = ["drafts.Draft.form"]
NOT_PERSONAL = {"drafts.Draft": ["id", "role_or_session", "is_whole"]}
