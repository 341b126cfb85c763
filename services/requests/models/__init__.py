from services.requests.models.asked import PrototypeDetails, Request, RequestMessage, RequestQuerySet
from services.requests.models.worked import RequestDelivery, RequestScope, RequestStep

__all__ = [
    "PrototypeDetails",
    "Request",
    "RequestDelivery",
    "RequestMessage",
    "RequestQuerySet",
    "RequestScope",
    "RequestStep",
]
