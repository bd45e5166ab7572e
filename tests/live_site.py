"""The real stack, for journeys: web, workers and beat as `make run` starts them, on a port and folder of its own."""
