"""What people do with posts: each noun is a module; their names are here."""
