"""What the clock does for neutrality: commitments before, seeds after, and the counting of what was shown."""

from etabli.community.neutrality.counting import count_days, forget_showings
from etabli.community.neutrality.draws import commit_seeds, reveal_seeds
from etabli.community.neutrality.interests import note_roles
from etabli.community.neutrality.notices import tell_anchor

PERIODIC = [commit_seeds, reveal_seeds, count_days, forget_showings, note_roles, tell_anchor]
