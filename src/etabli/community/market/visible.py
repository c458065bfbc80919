from django.db.models import IntegerField, Q
from django.db.models.functions import Cast

from etabli.community.market.models import Letter
from etabli.community.moderation.models import Case
from etabli.community.moderation.rules import QUEUE_ROLES
from etabli.community.neutrality.rules import acts_for_association, interest_of
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.people.visibility import Visible, either, its_member, its_person, serving, staff


def _from_the_association(viewer: Viewer) -> Q | None:
    """The ads that are or were out; before that, those who moderate, but not what comes from a chamber that they serve.
    None whose artisan no longer agrees.
    """
    if not acts_for_association(viewer) or viewer.chamber_id is None:
        return None
    is_agreed = Q(chamber=viewer.chamber_id, consent__withdrawn_at=None)
    moderates = viewer.role in QUEUE_ROLES and viewer.chamber_id not in interest_of(viewer).chambers
    return is_agreed if moderates else is_agreed & Q(published_at__isnull=False)


def _author(answer: str = "") -> Visible:
    """Whoever answered, as a member."""
    return lambda viewer: its_member(f"{answer}member")(viewer) if viewer.role == Role.MEMBER else None


def _reported_letter(viewer: Viewer) -> Q | None:
    """The one message that was reported to the moderators."""
    if viewer.role not in QUEUE_ROLES:
        return None
    cases = Case.objects.filter(organisation=viewer.organisation_id, subject_type=Letter._meta.label_lower)
    return Q(pk__in=cases.values_list(Cast("subject_id", IntegerField())))


VISIBLE = {
    "market.Ad": either(its_person(), staff(), _from_the_association),
    "market.Sending": either(its_person("ad__person"), staff("ad__chamber")),
    "market.Answer": either(its_person("ad__person"), _author()),
    "market.Letter": either(its_person("answer__ad__person"), _author("answer__"), _reported_letter),
    "market.Alert": its_member(),
    "market.ReadingRule": serving(Role.BOARD),
}
