"""The pages: `public` (the examples, one story), `artisan` (by the link), `staff` (the staff), `session_examples`."""
