"""Visitors sign up (`workshop_page`); advisers plan (`sessions`, `change`, `venues`) and run each (`desk`)."""
