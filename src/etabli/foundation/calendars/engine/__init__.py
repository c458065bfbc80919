"""Calendar files (RFC 5545): read whatever comes in, written as all programs read them. Plain Python."""
