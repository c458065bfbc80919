from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.visibility import Visible, bearer, either, its_person, staff


def _of(brief: str = "") -> Visible:
    """As `rules.may_see` says it of one brief."""
    path = f"{brief}__" if brief else ""
    return either(
        its_person(f"{path}person"),
        staff(f"{path}chamber"),
        bearer(SecretLink.Scope.PROJECT, brief or "pk"),
    )


VISIBLE = {
    "briefs.Brief": _of(),
    "briefs.BriefAnswer": _of("brief"),
    "briefs.Attachment": _of("brief"),
    "briefs.AdCorrection": _of("brief"),
    "briefs.BriefComment": _of("brief"),
    "briefs.BriefLink": _of("brief"),
}
