"""What goes only with the proof of its holder, when two persons are one."""

# An offer is answered by whoever wrote it: who comes in as another person now still does.
PARTIES = WITH_PROOF = frozenset({"jobs.Job.author"})
