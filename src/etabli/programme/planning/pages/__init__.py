"""The screens of planning, by what they are about."""
