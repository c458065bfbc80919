"""When a calendar from elsewhere is busy."""
