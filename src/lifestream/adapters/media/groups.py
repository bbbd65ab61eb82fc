"""A video track as groups of packets that can be decoded alone, each beginning with a keyframe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream as AvVideoStream

from lifestream.adapters.media.container import demux

MIN_GROUP_SECONDS = 0.5
"""Keyframes nearer than this share a group: where every frame is one, two a second are enough to look at."""
MAX_GROUP_PACKETS = 900
"""A longer group is handed out in parts, so that memory stays flat."""
MAX_GROUP_BYTES = 48 << 20
_LEADING_PACKETS = 8

if TYPE_CHECKING:
    Packet = av.Packet[AvVideoStream]


@dataclass(frozen=True, slots=True)
class Group:
    """Packets in decoding order from one keyframe on.

    ``tail`` is the next group's keyframe with the packets that are shown before it (open groups
    need them). ``is_last`` says that a keyframe or the end follows; else more of the group does.
    """

    packets: tuple[Packet, ...]
    tail: tuple[Packet, ...] = ()
    is_last: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether it can be decoded alone."""
        return bool(self.packets[0].is_keyframe) and self.is_last


def read_groups(container: InputContainer, stream: AvVideoStream) -> Iterator[Group]:
    """Demux a track into groups, in order; a damaged end ends it."""
    held: list[Packet] = []
    tail: list[Packet] = []
    size = 0
    for packet in _packets(container, stream):
        if tail and _is_leading(packet, tail[0]) and len(tail) <= _LEADING_PACKETS:
            tail.append(packet)
            continue
        if tail:
            yield Group(tuple(held), tuple(tail))
            held, tail, size = tail, [], 0
        if packet.is_keyframe and held and _seconds(held[0], packet) >= MIN_GROUP_SECONDS:
            tail = [packet]
            continue
        held.append(packet)
        size += packet.size
        if len(held) >= MAX_GROUP_PACKETS or size >= MAX_GROUP_BYTES:
            yield Group(tuple(held), is_last=False)
            held, size = [], 0
    if held:
        yield Group(tuple(held), tuple(tail))
    if tail:
        yield Group(tuple(tail))


def _packets(container: InputContainer, stream: AvVideoStream) -> Iterator[Packet]:
    packets = demux(container, stream)
    while True:
        try:
            packet = next(packets, None)
        except FFmpegError:
            return
        if packet is None:
            return
        if packet.size:
            yield packet


def _is_leading(packet: Packet, key: Packet) -> bool:
    return packet.pts is not None and key.pts is not None and packet.pts < key.pts


def _seconds(first: Packet, last: Packet) -> float:
    if first.pts is None or last.pts is None or last.time_base is None:
        return MIN_GROUP_SECONDS
    return float((last.pts - first.pts) * last.time_base)
