PARTIES = frozenset({"notices.Notice.owner", "notices.Preference.owner"})
WITH_PROOF = frozenset({"notices.Preference.owner"})
STAYS = frozenset({"notices.Preference.owner"})
