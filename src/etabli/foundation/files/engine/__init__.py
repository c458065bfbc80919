"""What a file is, whether it is safe to keep, and a picture without what its camera wrote in it. Plain Python."""
