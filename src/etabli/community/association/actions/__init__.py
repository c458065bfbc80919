"""The acts of the association: who is in it (`members`)."""

from etabli.community.association.actions.members import (
    AlreadyMember,
    NotFit,
    UnknownTrade,
    add_member,
    change_member,
    leave,
)

__all__ = ["AlreadyMember", "NotFit", "UnknownTrade", "add_member", "change_member", "leave"]
