"""When two persons are one: what of a sign-up stays as the trail, and who holds the others."""

from django.db.models import Q

from etabli.foundation.seats.models import SignUp

# A place given back is the trail of whoever gave it back; of two that stand, one is given back first.
WITH_PARTY = {"seats.SignUp.person": "holder"}
STAYS_IF = {"seats.SignUp.person": Q(status=SignUp.Status.WITHDRAWN)}
