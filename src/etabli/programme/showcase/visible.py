from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.visibility import bearer, either, its_person, staff

VISIBLE = {
    "showcase.Story": either(its_person(), staff(), bearer(SecretLink.Scope.STORY)),
    "showcase.Selection": staff("session__chamber"),
}
