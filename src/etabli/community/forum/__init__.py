"""Questions of the members of an association, answered by others, whose role is seen. See README.md."""
