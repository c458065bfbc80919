from etabli.community.moderation.rules import READERS
from etabli.foundation.people.models import Role
from etabli.foundation.people.visibility import either, its_party, serving

VISIBLE = {
    "moderation.Case": either(serving(*READERS), its_party("author_key")),
    "moderation.Report": either(
        serving(*READERS, organisation="case__organisation"), its_party("reporter_key")
    ),
    "moderation.Appeal": either(
        serving(*READERS, organisation="case__organisation"), its_party("case__author_key")
    ),
    "moderation.Reason": serving(*READERS),
    "moderation.Limits": serving(Role.BOARD),
}
