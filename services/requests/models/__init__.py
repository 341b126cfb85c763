from services.requests.models.appointed import RequestBooking
from services.requests.models.asked import PrototypeDetails, Request, RequestMessage, RequestQuerySet
from services.requests.models.worked import RequestDelivery, RequestScope, RequestStep

__all__ = [
    "PrototypeDetails",
    "Request",
    "RequestBooking",
    "RequestDelivery",
    "RequestMessage",
    "RequestQuerySet",
    "RequestScope",
    "RequestStep",
]
