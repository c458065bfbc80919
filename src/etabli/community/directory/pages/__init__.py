"""Visitors (`public`, `contact`); a member's own profile (`own_profile`), `portfolio` and `messages`."""
