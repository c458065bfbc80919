"""The pages of a diary: its days, and the calendars that it is tied to."""
