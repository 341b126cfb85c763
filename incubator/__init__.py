"""The project package: the floor under every app and the roof over them."""

import zoneinfo

# Python prefers the system's zone files to the pinned tzdata package. Morocco left UTC+01 on 20 September 2026 and an old
# system does not know it, so the system's files are never asked. Here, because nothing of ours is loaded before this line.
zoneinfo.reset_tzpath(to=[])
