"""What interactions do when something below them has happened."""
