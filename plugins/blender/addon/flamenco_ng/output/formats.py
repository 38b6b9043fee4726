# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender's image formats: the extension of their files and what can be stored in them."""

from __future__ import annotations

from dataclasses import dataclass

_ALL = ("BW", "RGB", "RGBA")
_EXR_CODECS = ("ZIP", "NONE", "ZIPS", "PIZ", "RLE", "PXR24", "B44", "B44A", "DWAA", "DWAB")


@dataclass(frozen=True)
class ImageFormat:
    """One format. `modes` and `codecs` are empty where there is nothing to choose."""

    label: str
    extension: str
    depths: tuple[str, ...]
    modes: tuple[str, ...]
    codecs: tuple[str, ...] = ()
    has_quality: bool = False
    """Whether frames can be made smaller at the cost of quality."""


FORMATS = {
    "PNG": ImageFormat("PNG", ".png", ("8", "16"), _ALL),
    "OPEN_EXR": ImageFormat("OpenEXR", ".exr", ("16", "32"), _ALL, _EXR_CODECS),
    "OPEN_EXR_MULTILAYER": ImageFormat("OpenEXR MultiLayer", ".exr", ("16", "32"), (), _EXR_CODECS),
    "TIFF": ImageFormat("TIFF", ".tif", ("8", "16"), _ALL, ("DEFLATE", "NONE", "LZW", "PACKBITS")),
    "JPEG": ImageFormat("JPEG", ".jpg", ("8",), ("BW", "RGB"), has_quality=True),
    "WEBP": ImageFormat("WebP", ".webp", ("8",), ("RGB", "RGBA"), has_quality=True),
    "JPEG2000": ImageFormat("JPEG 2000", ".jp2", ("8", "12", "16"), _ALL, ("JP2",), has_quality=True),
    "TARGA": ImageFormat("Targa", ".tga", ("8",), _ALL),
    "BMP": ImageFormat("BMP", ".bmp", ("8",), ("BW", "RGB")),
    "DPX": ImageFormat("DPX", ".dpx", ("8", "10", "12", "16"), _ALL),
    "CINEON": ImageFormat("Cineon", ".cin", ("10",), ("BW", "RGB")),
    "HDR": ImageFormat("Radiance HDR", ".hdr", ("32",), ("BW", "RGB")),
}

CODEC_LABELS = {
    "NONE": "None",
    "ZIP": "ZIP",
    "ZIPS": "ZIPS",
    "PIZ": "PIZ",
    "RLE": "RLE",
    "PXR24": "Pxr24 (lossy)",
    "B44": "B44 (lossy)",
    "B44A": "B44A (lossy)",
    "DWAA": "DWAA (lossy)",
    "DWAB": "DWAB (lossy)",
    "DEFLATE": "Deflate",
    "LZW": "LZW",
    "PACKBITS": "Pack Bits",
    "JP2": "JP2",
}


def nearest(value: str, possible: tuple[str, ...]) -> str:
    """The value if it is possible, or else the mode with the most channels or the first of the other values.

    Empty if there is nothing to choose.
    """
    if value in possible or not possible:
        return value if possible else ""
    return possible[-1] if possible[-1] in _ALL else possible[0]
