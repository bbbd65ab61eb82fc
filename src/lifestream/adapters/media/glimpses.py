"""What a group of packets shows, decoded only as far as that is worth it."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event, local
from typing import TYPE_CHECKING, Any, Literal

import av
import numpy as np
from av.error import FFmpegError
from av.video.stream import VideoStream as AvVideoStream
from numpy.typing import NDArray

from lifestream.adapters.media.container import DECODING
from lifestream.adapters.media.groups import Group
from lifestream.adapters.media.signature import LUMA, SIZE, Signature, signature

if TYPE_CHECKING:
    from lifestream.adapters.media.groups import Packet

CHANGED_LEVELS = 10
"""Steps of brightness (0–255) by which a cell differs where something else is shown, not only noise."""
SAME_CELLS = 0.002
"""Share of cells that may change while a picture counts as the same: a pointer, not a word."""
BLOCK, BEFORE = 4, 8
SPIKE_RATIO, SPIKE_SHARE = 2.0, 0.05
"""A frame costs this many times the usual, and this share of a keyframe, where the picture changes."""
STILL_SHARE, OTHER_CELLS = 0.03, 0.3
"""What a frame costs at most where nothing happens, of a keyframe; and how much of it another picture changes."""
CAMERA_SHARE, SAME_PLACE = 0.04, 0.9
"""What a frame usually costs, as a share of a keyframe, where a camera runs; and how alike one place looks."""


Course = Literal["held", "moving", "open"]
"""What happens in a group: its first picture stays; the same place stays, with motion; or that is not known."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """Frames in order of time: ``times`` (n,) in seconds of media time, ``pictures`` (n, SIZE).

    They are all the frames of the group and the first one of the next where its ``course`` is
    ``open``; else its keyframe.
    """

    times: NDArray[np.float64]
    pictures: NDArray[np.uint8]
    course: Course


class Looker:
    """Decodes groups, each thread with its own decoder."""

    def __init__(self, stream: AvVideoStream, clock: float, stop: Event) -> None:
        assert stream.time_base is not None
        self._codec, self._extradata = stream.codec_context.name, stream.codec_context.extradata
        self._size = (stream.codec_context.width, stream.codec_context.height)
        self._base, self._clock, self._stop = stream.time_base, clock, stop
        self._opening: tuple[Packet, ...] = ()
        self._local = local()
        self._chain: Any = None

    def learn(self, group: Group) -> None:
        """Remember how the track begins; call it with the first group, before any other method.

        Only its first packet may say which encoder made it, and a decoder that does not know takes some
        old encoders' pictures (x264 before build 151, 4:4:4) for others than they are.
        """
        if not self._opening:
            self._opening = group.packets[:1]

    def resolve(self, item: Group | Glimpse) -> Glimpse:
        """Look at a group; what was decoded already stays as it is."""
        return item if isinstance(item, Glimpse) else self.look(item)

    def look(self, group: Group) -> Glimpse:
        """Decode a group that can be decoded alone: its keyframe only, where that says enough."""
        ends = [self._frames(self._decoder(), (p,), drain=True)[:1] for p in (group.packets[0], *group.tail[:1])]
        keys = [frame for end in ends for frame in end]
        if len(keys) == 2 and len(group.packets) > 1:
            course = foresee(group, keys[0][1], keys[1][1])
            if course != "open":
                return _glimpse(keys[:1], course)
        frames = self._frames(self._decoder(), (*group.packets, *group.tail), drain=True)
        start = keys[0][0] if keys else -np.inf
        end = keys[1][0] if len(keys) == 2 else np.inf
        return _glimpse([frame for frame in frames if start <= frame[0] <= end])

    def look_on(self, group: Group) -> Glimpse:
        """Decode a part of a long group; call it in their order, from one thread."""
        if group.packets[0].is_keyframe or self._chain is None:
            self._chain = self._open()
        return _glimpse(self._frames(self._chain, group.packets, drain=group.is_last))

    def _decoder(self) -> Any:
        decoder = getattr(self._local, "decoder", None)
        if decoder is None:
            decoder = self._local.decoder = self._open()
        return decoder

    def _open(self) -> Any:
        decoder: Any = av.CodecContext.create(self._codec, "r")
        decoder.extradata = self._extradata
        decoder.width, decoder.height = self._size
        decoder.thread_count = 1
        # The loop filter smooths the edges of blocks: a quarter of the work, and invisible at this size.
        decoder.options = {"skip_loop_filter": "all", **DECODING}
        self._frames(decoder, self._opening, drain=True)
        return decoder

    def _frames(self, decoder: Any, packets: tuple[Packet, ...], *, drain: bool) -> list[tuple[float, Signature]]:
        found: list[tuple[float, Signature]] = []
        for packet in (*packets, None) if drain else packets:
            if self._stop.is_set():
                break
            try:
                frames = decoder.decode(packet)
            except FFmpegError:
                continue  # a damaged packet costs only itself
            for frame in frames:
                if frame.pts is not None:
                    found.append((float(frame.pts * self._base) - self._clock, signature(frame)))
        if drain:
            decoder.flush_buffers()
        return sorted(found, key=lambda pair: pair[0])


def _glimpse(frames: list[tuple[float, Signature]], course: Course = "open") -> Glimpse:
    pictures = np.stack([picture for _, picture in frames]) if frames else np.empty((0, SIZE), np.uint8)
    return Glimpse(np.array([time for time, _ in frames], np.float64), pictures, course)


def foresee(group: Group, first: Signature, last: Signature) -> Course:
    """Say what happens between two keyframes, from their pictures and from what the frames between them cost.

    On a slide or a screen, which take hardly any bits while nothing happens, every cell counts; but
    where the next keyframe shows another picture, and not one frame took the bits to bring it, it
    comes with that keyframe. Where a camera runs, the same place is enough: somebody may have moved.
    """
    changed = changed_share(first, last)
    if group.packets[1].is_keyframe:  # every frame is one: they cost alike whatever they show
        return "held" if changed <= SAME_CELLS else "open"
    sizes = np.array([packet.size for packet in group.packets[1:]], np.float64)
    sizes.resize(-(-len(sizes) // BLOCK) * BLOCK)
    # Four at a time: an encoder's kinds of frame differ in size as a matter of course.
    blocks = sizes.reshape(-1, BLOCK).max(axis=1) / max(1, group.packets[0].size)
    if _has_spike(blocks):
        return "open"
    if changed <= SAME_CELLS or (changed >= OTHER_CELLS and blocks.max() <= STILL_SHARE):
        return "held"
    is_camera = float(np.median(blocks)) >= CAMERA_SHARE
    return "moving" if is_camera and likeness(first, last) >= SAME_PLACE else "open"


def changed_share(first: Signature, last: Signature) -> float:
    """Share (0–1) of cells that show something else."""
    change = np.abs(first[:LUMA].astype(np.int16) - last[:LUMA])
    return float(np.mean(change > CHANGED_LEVELS))


def likeness(first: Signature, last: Signature) -> float:
    """Correlation (−1 to 1) of the brightness of two pictures; 0 where one is blank."""
    one, two = first[:LUMA] - first[:LUMA].mean(), last[:LUMA] - last[:LUMA].mean()
    spread = float(np.sqrt((one**2).sum() * (two**2).sum()))
    return float((one * two).sum()) / spread if spread else 0.0


def _has_spike(blocks: NDArray[np.float64]) -> bool:
    """Whether some frames took many more bits than those before them, as one that shows something new does.

    ``blocks`` (n,) are their sizes as shares of the keyframe's.
    """
    for i in np.flatnonzero(blocks > SPIKE_SHARE):
        before = blocks[max(0, i - BEFORE) : i]
        usual = np.median(before) if len(before) >= BEFORE // 2 else np.quantile(blocks, 0.25)
        if blocks[i] > SPIKE_RATIO * usual:
            return True
    return False
