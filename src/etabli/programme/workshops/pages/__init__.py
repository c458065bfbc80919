"""Visitors choose and sign up (`visitors`); advisers run sessions (`desk`)."""
