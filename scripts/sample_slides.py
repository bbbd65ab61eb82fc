"""Draws the slides of the sample recording: 1280 × 720, with the font that comes with Pillow."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1280, 720
MARGIN = 96
NAVY, INK, GREY, PAPER, ACCENT, PALE = "#10243e", "#1b2733", "#5b6b7a", "#fbfaf7", "#e4572e", "#d9e2ec"


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


class Slide:
    """A picture with a title bar and a footer, on which lines and bars are put from top to bottom."""

    def __init__(self, title: str, number: int) -> None:
        self.image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        self._draw = ImageDraw.Draw(self.image)
        self._draw.rectangle((0, 0, 18, HEIGHT), fill=ACCENT)
        self._text(MARGIN, 64, title, 58, NAVY)
        self._draw.line((MARGIN, 148, MARGIN + 150, 148), fill=ACCENT, width=6)
        self._text(MARGIN, HEIGHT - 58, f"Harbor 2.0 launch   {number}", 20, GREY)
        self._top = 210

    def line(self, text: str, size: int = 38) -> None:
        """Put a line of text below what is there."""
        self._draw.ellipse((MARGIN, self._top + size * 0.42, MARGIN + 12, self._top + size * 0.42 + 12), fill=ACCENT)
        self._text(MARGIN + 36, self._top, text, size, INK)
        self._top += round(size * 2.1)

    def bar(self, label: str, value: int, largest: int) -> None:
        """Put a labelled bar, as long as ``value`` is of ``largest``, with the number at its end."""
        length = round((WIDTH - 700) * value / largest)
        self._text(MARGIN, self._top + 6, label, 34, INK)
        self._draw.rounded_rectangle((420, self._top + 2, 420 + length, self._top + 48), 8, fill=NAVY)
        self._text(420 + length + 22, self._top + 6, f"{value:,} EUR", 34, INK)
        self._top += 84

    def people(self, names: tuple[str, ...]) -> None:
        """Put a row of people: initials in a circle, the name below."""
        step = (WIDTH - 2 * MARGIN) // len(names)
        for i, name in enumerate(names):
            left = MARGIN + i * step
            self._draw.ellipse((left, self._top, left + 120, self._top + 120), fill=PALE)
            initials = "".join(part[0] for part in name.split())
            self._draw.text((left + 60, self._top + 60), initials, font=_font(44), fill=NAVY, anchor="mm")
        self._top += 150
        self._text(MARGIN, self._top, ", ".join(names), 36, INK)
        self._top += 80

    def _text(self, left: float, top: float, text: str, size: int, colour: str) -> None:
        self._draw.text((left, top), text, font=_font(size), fill=colour)


def welcome() -> Image.Image:
    """Who is there, and when."""
    slide = Slide("Harbor 2.0 Launch Meeting", 1)
    slide.line("Tuesday, 3 November 2026")
    slide.people(("Alice Moreno", "Ben Carter", "Clara Osei"))
    return slide.image


def agenda() -> Image.Image:
    """What will be spoken about."""
    slide = Slide("Agenda", 2)
    for text in ("Release date", "Quality report", "Launch budget", "Training for the support team"):
        slide.line(text)
    return slide.image


def release() -> Image.Image:
    """The date that was planned."""
    slide = Slide("Release Date", 3)
    slide.line("Planned: Tuesday, 17 November")
    slide.line("Sync engine: finished")
    slide.line("Migration tool: not ready")
    return slide.image


def quality() -> Image.Image:
    """The state of the beta."""
    slide = Slide("Quality Report", 4)
    slide.line("412 beta testers")
    slide.line("37 open bugs, 5 of them critical")
    slide.line("Login crash: 3.2 % of all sessions")
    return slide.image


def budget() -> Image.Image:
    """What was asked for."""
    slide = Slide("Launch Budget", 5)
    slide.bar("Advertising", 12_000, 12_000)
    slide.bar("Launch event", 6_000, 12_000)
    slide.bar("Video", 4_000, 12_000)
    slide.line("Requested: 22,000 EUR")
    return slide.image


SLIDES: dict[str, Callable[[], Image.Image]] = {
    "welcome": welcome,
    "agenda": agenda,
    "release": release,
    "quality": quality,
    "budget": budget,
}
"""All slides by name."""
