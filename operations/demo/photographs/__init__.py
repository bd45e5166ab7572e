"""Photographs for the demo's posts, drawn by us: `camera.photograph` takes one, the other modules hold the scenes."""
