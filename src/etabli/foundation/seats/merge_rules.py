"""What of a sign-up stays as the trail, when two persons are one."""

from django.db.models import Q

from etabli.foundation.seats.models import SignUp

# A place given back is the trail of whoever gave it back; of two that stand, one is given back first.
STAYS_IF = {"seats.SignUp.person": Q(status=SignUp.Status.WITHDRAWN)}
