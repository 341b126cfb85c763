"""The project package: the floor under every app and the roof over them."""

import os
import zoneinfo
from pathlib import Path

import tzdata

# The system's zone files may be old: Morocco left UTC+01 on 20 September 2026. Python would prefer them to the pinned tzdata
# package, and the C library (time.localtime, so the log) knows nothing else. Here, because nothing of ours is loaded earlier.
zoneinfo.reset_tzpath(to=[])
os.environ["TZDIR"] = str(Path(tzdata.__file__).parent / "zoneinfo")
