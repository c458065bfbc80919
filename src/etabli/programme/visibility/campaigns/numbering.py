"""Plans that read alike are numbered."""

from collections import Counter
from collections.abc import Hashable, Sequence

from django.utils.translation import gettext as _


def numbered(plans: Sequence[tuple[Hashable, str]]) -> list[str]:
    """What is said of each plan, the latest first: with its number where another of the same key reads the same. The
    first that was kept is number 1."""
    left = Counter(plans)
    several = {plan for plan, n in left.items() if n > 1}
    texts = []
    for plan in plans:
        text = plan[1]
        texts.append(
            _("%(plan)s · number %(n)d") % {"plan": text, "n": left[plan]} if plan in several else text
        )
        left[plan] -= 1
    return texts
