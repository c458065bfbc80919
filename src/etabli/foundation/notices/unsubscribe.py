"""The way out that stands in each mail that may be silenced: by the token alone, without signing in."""

from dataclasses import dataclass
from datetime import datetime

from etabli.foundation.notices import actions, budget
from etabli.foundation.notices.kinds import Channel, channel_of, for_role, kinds
from etabli.foundation.notices.links import ALL_KINDS, read_token
from etabli.foundation.notices.owners import Owner, address_of, as_fields
from etabli.foundation.notices.scheduling import preference_of
from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.viewer import Viewer, of_membership, of_person
from etabli.foundation.registries import Kind


@dataclass(frozen=True)
class Unsubscription:
    """Whoever holds the mail, and the kinds of messages that its link is about."""

    owner: Owner
    kinds: tuple[Kind, ...]

    @classmethod
    def of_token(cls, token: str) -> "Unsubscription | None":
        """None when the token is not ours, or leads to nothing that can be silenced."""
        owner_and_code = read_token(token)
        if owner_and_code is None:
            return None
        owner, code = owner_and_code
        role = Role.ARTISAN if isinstance(owner, Person) else owner.role
        requested = for_role(role) if code == ALL_KINDS else [kinds()[code]] if code in kinds() else []
        silenceable = tuple(kind for kind in requested if not kind.always_mailed)
        return cls(owner, silenceable) if silenceable else None

    @property
    def address(self) -> str:
        return address_of(self.owner)

    @property
    def is_mail_only(self) -> bool:
        """Nothing of these kinds waits in their space."""
        return all(kind.mail_only for kind in self.kinds)

    @property
    def is_silent(self) -> bool:
        """None of these kinds comes by mail any more."""
        preference = preference_of(self.owner)
        return all(channel_of(kind, preference) == Channel.HERE for kind in self.kinds)

    @property
    def is_unasked(self) -> bool:
        """Some of these kinds belong to nothing that they asked for: "not now" holds all of those back."""
        return any(kind.unasked for kind in self.kinds)

    def not_now_until(self, at: datetime) -> datetime | None:
        """Until when nothing unasked reaches them."""
        return budget.not_now_until(as_fields(self.owner)["owner_id"], at)

    def rest(self, *, wanted: bool, at: datetime) -> None:
        """Not now; or write again. Asked twice, it changes nothing more."""
        if self.is_unasked and wanted != (self.not_now_until(at) is not None):
            act = actions.not_now if wanted else actions.write_again
            act(owner=self.owner, by=self._viewer(), at=at)

    def choose(self, *, silent: bool, at: datetime) -> None:
        """Stop these mails, or start them again. Asked twice, it changes nothing more."""
        if silent != self.is_silent:
            codes = [kind.code for kind in self.kinds]
            actions.silence(
                preference=preference_of(self.owner), codes=codes, silent=silent, by=self._viewer(), at=at
            )

    def _viewer(self) -> Viewer:
        """The act is theirs: the token came to their own mailbox."""
        return of_person(self.owner) if isinstance(self.owner, Person) else of_membership(self.owner)
