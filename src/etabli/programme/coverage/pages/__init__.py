"""The screens of coverage, by what they are about."""
