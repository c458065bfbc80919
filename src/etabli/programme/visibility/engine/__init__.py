"""What is worked out about the visibility of a business, a module for each subject. Knows neither Django nor files."""
