"""A mixed load on the whole production layout, with faults meanwhile: `python -m benchmarks.load`."""
