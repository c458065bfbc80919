"""Visitors choose and sign up (`visitors`); advisers plan (`sessions`, `change`, `venues`) and run each (`desk`)."""
