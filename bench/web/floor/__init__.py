"""The floor: what Django alone costs. No middleware, one query, one template; one sign-up, one transaction."""
