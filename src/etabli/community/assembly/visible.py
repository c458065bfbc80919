from django.db.models import Q

from etabli.community.assembly.queries import visible_assemblies_condition
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.people.visibility import Visible, either, its_member, serving


def _through(assembly: str = "") -> Visible:
    """What the board prepares, and what the members read once the convocation has left."""

    def condition_for(viewer: Viewer) -> Q:
        return visible_assemblies_condition(viewer, through=assembly)

    return condition_for


VISIBLE = {
    "assembly.Bylaws": serving(Role.BOARD),
    "assembly.Assembly": _through(),
    "assembly.Item": _through("assembly"),
    "assembly.Poll": _through("item__assembly"),
    "assembly.Candidate": _through("item__assembly"),
    "assembly.Proxy": either(
        serving(Role.BOARD, organisation="assembly__organisation"),
        its_member("principal"),
        its_member("holder"),
    ),
    "assembly.Attendance": either(serving(Role.BOARD, organisation="assembly__organisation"), its_member()),
    "assembly.RollEntry": _through("poll__item__assembly"),
    "assembly.Signature": _through("assembly"),
    "assembly.Removal": serving(Role.BOARD),
    "assembly.Term": serving(Role.BOARD, Role.MODERATOR, Role.MEMBER),
}
