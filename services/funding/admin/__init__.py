from services.funding.admin import awards, instruments, requests

__all__ = ["awards", "instruments", "requests"]
