"""Colours, shapes and letters of our charts, and the templates ``sok`` and ``sok_dark``."""

from dataclasses import dataclass

import plotly.graph_objects as go
import plotly.io as pio

FONT = "'Atkinson Hyperlegible Next', 'Segoe UI', system-ui, 'Noto Sans', sans-serif"


@dataclass(frozen=True)
class Shade:
    """The colours that depend on whether a chart stands on paper or in the dark."""

    paper: str
    ink: str
    soft: str
    line: str
    strong_line: str
    hair: str
    strip: str
    accent: str


SHADES = {
    "sok": Shade("#FFFFFF", "#2A2420", "#5A5048", "#877A6A", "#5A5048", "#E6DCCB", "#F1E9DA", "#17595C"),
    "sok_dark": Shade("#201C18", "#F3ECDF", "#CFC6BA", "#8A7E70", "#B5A999", "#3A342E", "#2C2722", "#6FBDB9"),
}
COLOURS = ["#17595C", "#E88F45", "#1B3360", "#93C2DF", "#96391F", "#B9759F"]
PALE = "#78A9A8"
CONFIG = {"displayModeBar": False, "locale": "nl"}


def _template(shade: Shade) -> go.layout.Template:
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 16, "color": shade.ink},
            "paper_bgcolor": shade.paper,
            "plot_bgcolor": shade.paper,
            "showlegend": False,
            "margin": {"l": 8, "r": 120, "t": 8, "b": 36},
            "xaxis": {"showgrid": False, "linecolor": shade.line, "ticks": ""},
            "yaxis": {"gridcolor": shade.hair, "zeroline": False, "ticks": "", "separatethousands": True},
            "bargap": 0.22,
            "hoverlabel": {"bgcolor": shade.paper, "bordercolor": shade.ink, "font": {"color": shade.ink}},
            "transition": {"duration": 0},
            "separators": ",.",
            "dragmode": False,
            "colorway": COLOURS,
        }
    )


for _name, _shade in SHADES.items():
    pio.templates[_name] = _template(_shade)
