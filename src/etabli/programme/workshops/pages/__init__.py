"""Visitors choose and sign up (`visitors`); advisers plan sessions (`sessions`) and run each (`desk`)."""
