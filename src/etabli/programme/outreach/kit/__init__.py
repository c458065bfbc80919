"""What a relay is given, made of its `Kit` (queries/kits.py): texts, papers, a button, all of it in one archive."""
