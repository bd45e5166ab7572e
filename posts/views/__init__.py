"""Pages of posts, by what one does there."""
