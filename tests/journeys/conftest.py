"""Journeys walk through the portal as people do: with a browser."""
