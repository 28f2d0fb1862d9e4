"""QR codes as SVG, made here: the address of a meeting, or the Wi-Fi of the hall."""

import io

import segno
from segno import helpers

INK = "#2A2420"


def svg(text: str) -> str:
    """Return a QR code that fills its box, with the quiet zone that cameras need."""
    return _svg(segno.make(text, error="m", micro=False))


def wifi(name: str, password: str) -> str:
    """Return a QR code with which a phone joins a network."""
    return _svg(helpers.make_wifi(ssid=name, password=password or None, security="WPA" if password else None))


def _svg(code: segno.QRCode) -> str:
    file = io.BytesIO()
    code.save(file, kind="svg", border=2, dark=INK, light="#FFFFFF", xmldecl=False, svgns=True, omitsize=True)
    return file.getvalue().decode()
