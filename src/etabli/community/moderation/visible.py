from etabli.community.moderation.rules import READERS
from etabli.foundation.people.models import Role
from etabli.foundation.people.visibility import either, its_party, serving

VISIBLE = {
    "moderation.Case": either(serving(*READERS), its_party("author")),
    "moderation.Report": either(serving(*READERS, organisation="case__organisation"), its_party("reporter")),
    "moderation.Appeal": either(
        serving(*READERS, organisation="case__organisation"), its_party("case__author")
    ),
    "moderation.Reason": serving(*READERS),
    "moderation.Limits": serving(Role.BOARD),
}
