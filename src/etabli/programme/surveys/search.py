"""Finding a questionnaire of the chamber by its name."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Indexed
from etabli.foundation.search.visibility import to_staff
from etabli.programme.surveys.models import Draft

SEARCH = [
    Indexed(
        kind="questionnaire",
        plural_label=_("Questionnaires"),
        objects=lambda: Draft.objects.filter(withdrawn_at=None).order_by("pk"),
        title=lambda draft: draft.title,
        url=lambda draft: reverse("surveys:draft", args=[draft.pk]),
        visible_to=to_staff,
        row_to_reindex=lambda done: done.subject if isinstance(done.subject, Draft) else None,
        singular_labels=_("questionnaire, survey"),
    )
]
