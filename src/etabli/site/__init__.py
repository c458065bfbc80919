"""The site: settings, addresses, the command line, and what keeps an installation running."""
