"""The association of digital professionals, and what keeps it fair. See ARCHITECTURE.md."""
