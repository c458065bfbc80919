from etabli.community.moderation.rules import QUEUE_ROLES
from etabli.foundation.people.models import Role
from etabli.foundation.people.visibility import either, its_party, serving

VISIBLE = {
    "moderation.Case": either(serving(*QUEUE_ROLES), its_party("author")),
    "moderation.Report": either(
        serving(*QUEUE_ROLES, organisation="case__organisation"), its_party("reporter")
    ),
    "moderation.Appeal": either(
        serving(*QUEUE_ROLES, organisation="case__organisation"), its_party("case__author")
    ),
    "moderation.Reason": serving(*QUEUE_ROLES),
    "moderation.Limits": serving(Role.BOARD),
}
