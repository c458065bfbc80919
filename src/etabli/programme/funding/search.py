"""Finding a file: by its person, its fund, its own number or that of its bill."""

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.registries import Done, Indexed
from etabli.foundation.search.visibility import to_staff
from etabli.programme.funding.models import FundingFile

FOUND = {"withdrawn_at", "bill_number"}  # what changes by an act


def _row_to_reindex(done: Done) -> FundingFile | None:
    return done.subject if isinstance(done.subject, FundingFile) and done.names & FOUND else None


SEARCH = [
    Indexed(
        kind="funding_file",
        plural_label=gettext_lazy("Funding files"),
        objects=lambda: (
            FundingFile.objects.filter(withdrawn_at=None).select_related("person", "fund").order_by("pk")
        ),
        title=lambda file: _("Funding file: %(name)s") % {"name": file.person.name},
        detail=lambda file: " · ".join(filter(None, [file.number, file.fund.name, file.bill_number])),
        url=lambda file: reverse("funding:file", args=[file.pk]),
        visible_to=to_staff,
        row_to_reindex=_row_to_reindex,
    )
]
