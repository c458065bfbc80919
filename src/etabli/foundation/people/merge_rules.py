"""What goes only with the proof of its holder, and what stays as the trail, when two persons are one."""

WITH_PROOF = frozenset({"people.SecretLink.person", "people.Consent.person", "people.BrowserSession.person"})
TRAIL = frozenset(
    {
        "people.Person.merged_into",
        "people.Merging.kept",
        "people.Merging.merged",
        "people.TwoPersons.one",
        "people.TwoPersons.other",
    }
)
