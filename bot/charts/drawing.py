"""Drawing with matplotlib: the only module that imports it, and only the worker imports this one.

The picture is 360 points wide, as is the screen of a phone: a font size here is the size that a phone shows. It is as
dark as Discord, and its colours can be told apart by colour-blind eyes (Okabe and Ito), bands by their hatching too.
"""

import io
import math
import warnings
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from matplotlib import dates
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ticker import FuncFormatter, MaxNLocator

from bot.charts.chart import Band, Chart, Look, Point, Shade

_WIDTH, _HEIGHT, _DPI = 5.0, 3.75, 200  # inches; 1000 × 750 pixels
_POINTS_WIDE = 360
_TEXT, _TITLE = 10, 12
_PAPER, _INK, _FAINT = "#23262d", "#e8eaee", "#4a4f5a"
_LINE, _TREND, _RECORD, _LIGHT = "#56b4e9", "#e8eaee", "#f0c541", "#e69f00"
_SHADES = {Shade.FLARE: ("#d55e00", "////"), Shade.RESET: ("#009e73", "....")}
_LABELS = {Shade.FLARE: "flare-up", Shade.RESET: "reset or deload"}
_KEPT_LIGHT = "kept light"
_MOST_DOTS = 90
"""With more points than this the dots would cover the line."""


def drawn(chart: Chart) -> bytes:
    """Return a chart as PNG."""
    figure = Figure(figsize=(_WIDTH, _HEIGHT), dpi=_DPI, facecolor=_PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot(facecolor=_PAPER)
    first, last = _days_shown(chart)
    low, high = _values_shown(chart)
    axes.set_xlim(first, last)
    axes.set_ylim(low, high)
    for band in chart.bands:
        _shade(axes, band, first, last)
    _draw_points(axes, chart, last - first)
    _mark_records(axes, chart, high - low)
    _dress(figure, axes, chart)
    picture = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a character that no font has is drawn as a box, and that is enough
        figure.savefig(picture, format="png", pil_kwargs={"compress_level": 3})
    return picture.getvalue()


def _days_shown(chart: Chart) -> tuple[float, float]:
    """Return the ends of the time axis: the days there are, with some air, a fortnight at least."""
    first, last = _number(chart.points[0].day), _number(chart.points[-1].day)
    air = max(0.03 * (last - first), (14 - (last - first)) / 2, 0.5)
    return first - air, last + air


def _values_shown(chart: Chart) -> tuple[float, float]:
    """Return the ends of the value axis: from nought for bars, else what there is with some air."""
    values = [point.value for point in (*chart.points, *chart.trend)]
    low, high = min(values), max(values)
    if chart.look is Look.BARS:
        return min(0.0, 1.15 * low), max(1.15 * high, 1.0)
    air = max(0.12 * (high - low), 0.02 * max(abs(low), abs(high)), 0.5)
    return low - air, high + 1.5 * air


def _shade(axes: Axes, band: Band, first: float, last: float) -> None:
    """Shade the days of a band, a hairline at least."""
    start, end = max(_number(band.first), first), min(_number(band.last) + 1, last)
    if end <= first or start >= last:
        return
    colour, hatch = _SHADES[band.shade]
    end = max(end, start + 0.006 * (last - first))
    labelled = any(patch.get_label() == _LABELS[band.shade] for patch in axes.patches)
    label = "_" if labelled else _LABELS[band.shade]
    axes.axvspan(start, end, facecolor=(colour, 0.28), edgecolor=(colour, 0.55), hatch=hatch, linewidth=0, label=label)


def _draw_points(axes: Axes, chart: Chart, days: float) -> None:
    xs, ys = _columns(point for point in chart.points if not point.light)
    light = _columns(point for point in chart.points if point.light)
    match chart.look:
        case Look.BARS:
            nearest = min((after - before for before, after in pairwise(sorted(xs + light[0]))), default=days)
            wide = max(1.0, min(14.0, 0.7 * nearest / days * _POINTS_WIDE * 0.8))
            axes.vlines(xs, 0, ys, colors=_LINE, linewidth=wide)
            if light[0]:
                axes.vlines(light[0], 0, light[1], colors=_LIGHT, linewidth=wide, label=_KEPT_LIGHT)
        case Look.DOTS:
            axes.plot(xs, ys, "o", color=_LINE, alpha=0.7, markersize=3 if len(xs) > _MOST_DOTS else 5)
        case Look.LINE:
            dots = "" if len(xs) > _MOST_DOTS else "o"
            axes.plot(xs, ys, color=_LINE, linewidth=2, marker=dots, markersize=4, solid_joinstyle="round")
    if light[0] and chart.look is not Look.BARS:
        axes.plot(*light, "D", markersize=5, color=_LIGHT, markerfacecolor=_PAPER, label=_KEPT_LIGHT)
    if chart.trend:
        axes.plot(*_columns(chart.trend), color=_TREND, linewidth=2, label=chart.trend_label)


def _mark_records(axes: Axes, chart: Chart, height: float) -> None:
    """Mark the records, and write the value of the last, which is the best, over it."""
    records = [point for point in chart.points if point.record]
    if not records:
        return
    xs, ys = _columns(records)
    size = 11 if len(records) <= _MOST_DOTS / 3 else 7
    axes.plot(xs, ys, "*", color=_RECORD, markersize=size, label="record", markeredgecolor=_PAPER, markeredgewidth=0.8)
    left, right = axes.get_xlim()
    share = (xs[-1] - left) / (right - left)
    align = "left" if share < 0.15 else "right" if share > 0.85 else "center"
    text = f"{_written(round(ys[-1], 1))} {chart.unit}"
    axes.text(xs[-1], ys[-1] + 0.04 * height, text, color=_RECORD, size=_TEXT, ha=align, va="bottom", weight="bold")


def _dress(figure: Figure, axes: Axes, chart: Chart) -> None:
    """Add the axes, the title and the legend, each where it has room."""
    where = dates.AutoDateLocator(minticks=2, maxticks=5)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(where)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(where))  # type: ignore[no-untyped-call]
    axes.yaxis.set_major_locator(MaxNLocator(5, min_n_ticks=3))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _written(value)))
    axes.tick_params(colors=_INK, labelsize=_TEXT, length=3)
    axes.xaxis.get_offset_text().set(color=_INK, size=_TEXT)
    axes.grid(axis="y", color=_FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    for side, spine in axes.spines.items():
        spine.set_visible(side in {"left", "bottom"})
        spine.set_color(_FAINT)
    longest = max(len(_written(value)) for value in axes.get_yticks())
    left = min(0.3, (16 + 0.62 * _TEXT * longest) / _POINTS_WIDE)
    handles, labels = axes.get_legend_handles_labels()
    figure.subplots_adjust(left=left, right=0.97, top=0.86, bottom=0.25 if handles else 0.16)
    figure.text(0.03, 0.955, _shown(chart.title), color=_INK, size=_TITLE, weight="bold", va="center", parse_math=False)
    figure.text(0.03, 0.89, chart.unit, color=_INK, size=_TEXT, va="center", parse_math=False)
    if handles:
        figure.legend(
            handles,
            labels,
            loc="lower center",
            ncols=len(handles),
            fontsize=_TEXT,
            frameon=False,
            labelcolor=_INK,
            handlelength=1.4,
            columnspacing=1.2,
            borderaxespad=0.2,
        )


def _shown(title: str) -> str:
    """Return a title, or nothing where the font lacks a character of it: the message has it too."""
    font = get_font(findfont(FontProperties()))
    return title if all(font.get_char_index(ord(character)) for character in title) else ""


def _columns(points: Iterable[Point]) -> tuple[list[float], list[float]]:
    listed: Sequence[Point] = tuple(points)
    return [_number(point.day) for point in listed], [point.value for point in listed]


def _number(day: date) -> float:
    """Return a day as matplotlib counts them: days since 1970."""
    return float((day - date(1970, 1, 1)).days)


def _written(value: float) -> str:
    """Return a value of an axis: `12,500`, `82.5`."""
    return f"{0.0 if math.isclose(value, 0, abs_tol=1e-9) else value:,.10g}"
