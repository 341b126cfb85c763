"""What a browser may do with our pages: nothing that our own address does not serve (design rules; ASVS 3.4).

The keys are those of `SECURE_CSP`, which Django brings itself from 6.0 on: the day of the move only settings change.
"""

SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'none'"],
}
#: Sensors and payment are nobody's business here.
PERMISSIONS: dict[str, list[str]] = {
    name: []
    for name in ("accelerometer", "camera", "geolocation", "gyroscope", "magnetometer", "microphone", "payment", "usb")
}
#: The one page that reads tickets: our own address may ask for the camera there, and the person still decides.
PERMISSIONS_WITH_CAMERA = {**PERMISSIONS, "camera": ["self"]}
