"""Addresses of this slice; the face of the app gathers them."""

from django.urls import path

from events.registrations.views import asking, feeds, guests, mine

LINK = "registrations/link/<str:token>/"
urlpatterns = [
    path("events/<slug:slug>/register/", asking.event_register, name="event_register"),
    path("events/<slug:slug>/register/sent/", asking.event_register_sent, name="event_register_sent"),
    path("registrations/", mine.registration_list, name="registration_list"),
    path("registrations/invitation/<str:token>/", asking.guest_register, name="guest_register"),
    path("registrations/<uuid:pk>/", mine.registration_detail, name="registration_detail"),
    path("registrations/<uuid:pk>/accept/", mine.registration_accept, name="registration_accept"),
    path("registrations/<uuid:pk>/take/", mine.registration_take, name="registration_take"),
    path("registrations/<uuid:pk>/withdraw/", mine.registration_withdraw, name="registration_withdraw"),
    path("registrations/<uuid:pk>/calendar.ics", mine.registration_calendar, name="registration_calendar"),
    path(LINK, guests.guest_detail, name="guest_detail"),
    path(f"{LINK}confirm/", guests.guest_confirm, name="guest_confirm"),
    path(f"{LINK}accept/", guests.guest_accept, name="guest_accept"),
    path(f"{LINK}take/", guests.guest_take, name="guest_take"),
    path(f"{LINK}withdraw/", guests.guest_withdraw, name="guest_withdraw"),
    path(f"{LINK}calendar.ics", guests.guest_calendar, name="guest_calendar"),
    path("calendars/", feeds.calendar_settings, name="calendar_settings"),
    path("calendars/<str:token>.ics", feeds.calendar_feed, name="calendar_feed"),
]
