"""Addresses of this slice; the face of the app gathers them."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
