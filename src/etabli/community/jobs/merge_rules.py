# An offer is answered by whoever wrote it: who comes in as another person now still does.
PARTIES = WITH_PROOF = frozenset({"jobs.Job.author"})
