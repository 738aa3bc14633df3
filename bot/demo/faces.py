"""Faces: a coloured disc with a letter for each person, drawn here because the demo loads nothing from elsewhere."""

import io

from PIL import Image, ImageDraw, ImageFont

_SIZE = 128
_LETTER_SIZE = 72


def face(name: str, colour: str) -> bytes:
    """Return a PNG of the name's first letter on a colour (`#rrggbb`)."""
    image = Image.new("RGB", (_SIZE, _SIZE), colour)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(_LETTER_SIZE)
    draw.text((_SIZE / 2, _SIZE / 2), name[0].upper(), fill="white", font=font, anchor="mm")
    png = io.BytesIO()
    image.save(png, "PNG")
    return png.getvalue()
