from etabli.foundation.people.models import ASSOCIATION, Role
from etabli.foundation.people.visibility import serving

VISIBLE = {
    "approaches.Approach": serving(*ASSOCIATION),
    "approaches.FollowUp": serving(*ASSOCIATION, organisation="approach__organisation"),
    "approaches.SectorFigures": serving(Role.BOARD),
}
