"""Questions and their answers, among the members of the association."""
