"""The face of the app: gathers the admin pages of its slices."""
