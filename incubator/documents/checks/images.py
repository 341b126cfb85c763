"""Pictures are drawn again: what is kept is the picture, without the place and the camera, and without what hides behind it."""

from pathlib import Path

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from incubator.errors import Refused

#: From the header, before anything is decoded; Pillow's own limit only warns where ours refuses.
MOST_PIXELS = 40_000_000
Image.MAX_IMAGE_PIXELS = None
FORMATS = {"png": "PNG", "jpg": "JPEG"}
MODES = {"PNG": {"1", "L", "LA", "P", "RGB", "RGBA"}, "JPEG": {"L", "RGB"}}


def check(path: Path, extension: str) -> bool:
    wanted = FORMATS[extension]
    try:
        with Image.open(path, formats=[wanted]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(
                    _("This picture has more than %(most)d million pixels.") % {"most": MOST_PIXELS // 1_000_000},
                    field="file",
                )
            _draw_again(picture, path, wanted)
    except Refused:
        raise
    except Exception as broken:  # whatever a hostile file makes the library raise
        raise Refused(_("This picture cannot be opened. Save it again and choose it again."), field="file") from broken
    return False


def _draw_again(picture: Image.Image, path: Path, wanted: str) -> None:
    turned = ImageOps.exif_transpose(picture)
    if turned.mode not in MODES[wanted] or "transparency" in turned.info:
        turned = turned.convert("RGBA" if wanted == "PNG" and turned.has_transparency_data else "RGB")
    turned.info.clear()
    options = {"quality": 90} if wanted == "JPEG" else {"optimize": False}
    turned.save(path, format=wanted, **options)
