from django.utils.translation import gettext_lazy as _

from etabli.foundation.rooms import Personal

SENT = Personal(
    _("Writing to and calling town halls, associations and clubs"),
    basis="public interest",
    retention_months=36,
)

PERSONAL = {
    "outreach.Round": {"by": SENT},
    "outreach.Sending": {"answer_text": SENT},
}
