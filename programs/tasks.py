"""The face of the app: gathers the ticks of its slices, so that the worker finds them."""
