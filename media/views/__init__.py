"""HTTP of uploads: the bytes themselves, and uploads ahead of their form."""
