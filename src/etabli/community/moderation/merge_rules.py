"""What leads to a party and goes with it, when two persons are one."""

# Whoever is told of a decision, or of what became of a report, still is once they come in as another person.
PARTIES = WITH_PROOF = frozenset({"moderation.Case.author", "moderation.Report.reporter"})
