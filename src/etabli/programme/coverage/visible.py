from etabli.foundation.people.models import Role
from etabli.foundation.people.visibility import either, its_person, serving, staff

VISIBLE = {
    "coverage.Costs": serving(Role.MANAGER, organisation="chamber"),
    "coverage.Goal": staff(),
    "coverage.OnlinePresence": either(its_person(), staff("person__chamber")),
}
