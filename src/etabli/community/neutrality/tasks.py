"""What the clock does for neutrality: commitments before, seeds after, and the counting of what was shown."""

from etabli.community.neutrality.draws import commit_seeds, reveal_seeds

PERIODIC = [commit_seeds, reveal_seeds]
