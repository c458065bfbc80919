"""The past of a database as cases: each workshop alone, with those that were counted before it."""

import os
from datetime import timedelta

import django
import numpy as np
from django.db import DatabaseError
from django.utils import timezone

from bench.forecast.cases import Case
from etabli.foundation.terminal import refuse
from etabli.programme.planning.engine.forecast import Past, Upcoming


def own_past() -> list[Case]:
    """One case for each counted workshop of the first chamber; none where there is no chamber."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etabli.site.settings")
    django.setup()
    from etabli.foundation.people.models import Membership
    from etabli.foundation.people.viewer import of_membership
    from etabli.programme.planning.queries.support_requests import held_workshops

    try:
        adviser = Membership.objects.filter(role="adviser", ended_on=None).order_by("pk").first()
    except DatabaseError:
        refuse(
            "bench : la base de ETABLI_DATA n'est pas prête. Lancez « etabli manage migrate ».",
            "bench: the database of ETABLI_DATA isn't ready. Run 'etabli manage migrate'.",
        )
    if adviser is None:
        return []
    held = held_workshops(of_membership(adviser), today=timezone.localdate() + timedelta(days=1))
    counted = [workshop for workshop in held if workshop.is_settled]
    cases = []
    for workshop in counted:
        known = [
            Past(other.on, other.theme, other.zone, other.attended, other.requests)
            for other in counted
            if other.settled_on < workshop.on
        ]
        came = np.array([float(workshop.requests)])
        coming = [Upcoming(workshop.on, workshop.theme, workshop.zone, float(workshop.attended))]
        cases.append(Case(workshop.title, known, coming, came, came, 1.0))
    return cases
