"""A site that was looked at: what was read of it, what is wrong with it."""
