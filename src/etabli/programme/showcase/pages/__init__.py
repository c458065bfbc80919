"""The pages: `visitors` (the examples and one story), `artisan` (by the link), `desk` (the staff), `session`."""
