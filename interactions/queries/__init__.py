"""Pages of what people did with posts, a module for each noun."""
