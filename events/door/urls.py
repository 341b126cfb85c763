"""Addresses of this slice; the face of the app gathers them."""

from django.urls import path

from events.door.views import gate, listing, scanning, tickets

urlpatterns = [
    path("tickets/<slug:code>/", tickets.ticket_detail, name="ticket_detail"),
    path("tickets/<slug:code>/ticket.pdf", tickets.ticket_pdf, name="ticket_pdf"),
    path("tickets/<slug:code>/check-in/", tickets.ticket_check_in, name="ticket_check_in"),
    path("tickets/<slug:code>/materials/<int:pk>/", tickets.ticket_material, name="ticket_material"),
    path("door/", gate.door_list, name="door_list"),
    path("door/<slug:slug>/", gate.door, name="door"),
    path("door/<slug:slug>/enter/", gate.door_enter, name="door_enter"),
    path("door/<slug:slug>/undo/", gate.door_undo, name="door_undo"),
    path("door/<slug:slug>/scan/", scanning.door_scan, name="door_scan"),
    path("door/<slug:slug>/scans/", scanning.door_scans, name="door_scans"),
    path("door/<slug:slug>/list.pdf", listing.door_sheet, name="door_sheet"),
    path("door/<slug:slug>/keying/", listing.door_keying, name="door_keying"),
    path("door/<slug:slug>/attendance/", listing.door_attendance, name="door_attendance"),
    path("door/<slug:slug>/attendance/absent/", listing.door_absent, name="door_absent"),
]
