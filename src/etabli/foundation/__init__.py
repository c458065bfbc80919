"""What Établi stands on; knows nothing of craft businesses."""
