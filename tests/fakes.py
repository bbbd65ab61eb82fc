"""Tools with visible state: what the spine asks of the world, answered from scripts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from lifestream.adapters.local.workers import ThreadWorkers
from lifestream.adapters.memory.blob_store import MemoryBlobStore
from lifestream.domain.claim import Claim, Evidence
from lifestream.domain.media import AudioStream, Media, Sound, VideoStream
from lifestream.domain.notes import ChunkNotes
from lifestream.domain.scene import Scene, TextLine
from lifestream.domain.segment import Segment
from lifestream.domain.speaker import Speaker
from lifestream.domain.transcript import Diarization, Speech, Turn, Word
from lifestream.pipeline.tools import Tools
from lifestream.ports.diarizer import Diarizer
from lifestream.ports.embedder import Embedder
from lifestream.ports.media_decoder import MediaDecoder
from lifestream.ports.scene_detector import SceneDetector
from lifestream.ports.text_reader import TextReader
from lifestream.ports.transcriber import Transcriber
from lifestream.ports.writer import Writer

MEDIA = Media(
    sha256="a" * 64,
    size_bytes=1,
    container="mp4",
    duration=20.0,
    audio=(AudioStream(0, "aac", 16_000, 1, 0.0),),
    video=(VideoStream(1, "h264", 64, 36, 25.0, 0.0),),
)


@dataclass
class Script:
    """What happens: a media, what is said, which tools break, and every call that was made."""

    media: Media = MEDIA
    said: tuple[tuple[str, float, str], ...] = (("S1", 1.0, "We will ship on Friday."), ("S2", 6.0, "Good, agreed."))
    broken: dict[str, Exception] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)

    def called(self, name: str) -> None:
        self.calls.append(name)
        if name in self.broken:
            raise self.broken[name]

    def words(self) -> tuple[Word, ...]:
        return tuple(
            Word(text, Segment(start + 0.5 * n, start + 0.5 * n + 0.4), 0.9)
            for _, start, sentence in self.said
            for n, text in enumerate(sentence.split())
        )

    def turns(self) -> tuple[Turn, ...]:
        return tuple(Turn(Segment(start, start + 0.5 * len(text.split())), who) for who, start, text in self.said)


@dataclass
class ScriptedTool:
    script: Script

    @property
    def fingerprint(self) -> str:
        return type(self).__name__


class ScriptedDecoder(ScriptedTool, MediaDecoder):
    def probe(self, path, watch):
        self.script.called("probe")
        return self.script.media

    def decode_sound(self, path, media, target, watch):
        self.script.called("decode_sound")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(bytes(2 * 16_000))
        return Sound(str(target), 16_000)

    def frames(self, path, media, times, max_height):
        for time in times:
            yield time, np.zeros((36, 64, 3), np.uint8)

    def write_picture(self, image):
        return image.tobytes()

    def read_picture(self, data):
        return np.frombuffer(data, np.uint8).reshape(36, 64, 3)


class ScriptedDiarizer(ScriptedTool, Diarizer):
    def diarize(self, sound, bounds, workers, watch):
        self.script.called("diarize")
        speakers = dict.fromkeys(who for who, _, _ in self.script.said)
        return Diarization(self.script.turns(), tuple(Speaker(s) for s in speakers))


class ScriptedTranscriber(ScriptedTool, Transcriber):
    def heeded(self, options):
        return replace(options, hotwords=())

    def transcribe(self, sound, speech, options, workers, watch):
        self.script.called("transcribe")
        watch.report(0.5)
        return Speech(self.script.words())

    def listen_again(self, sound, speech, hints, workers, watch):
        self.script.called("listen_again")
        return speech


class ScriptedServer(ScriptedTranscriber):
    """A transcriber that is asked second; it does not listen again."""

    def transcribe(self, sound, speech, options, workers, watch):
        self.script.calls.append("ask the server")
        return Speech(self.script.words(), model="server")

    def listen_again(self, sound, speech, hints, workers, watch):
        return speech


class ScriptedDetector(ScriptedTool, SceneDetector):
    def find(self, path, media, workers, watch):
        self.script.called("find")
        return (Scene("s1", Segment(0, media.duration), "start"),)


class ScriptedReader(ScriptedTool, TextReader):
    def read(self, image):
        self.script.called("read")
        return (TextLine("Ship on Friday", (0.1, 0.1, 0.9, 0.2), 0.99),)


class ScriptedWriter(ScriptedTool, Writer):
    def write(self, chunk, context):
        self.script.called("write")
        facts = tuple(
            Claim(f"c{n}", u.text, "decision", (Evidence(u.id),), speaker=u.speaker)
            for n, u in enumerate(chunk.utterances)
        )
        return ChunkNotes(chunk.index, chunk.segment, "Shipping", decisions=facts, writer=self.fingerprint)


class FallbackWriter(ScriptedWriter):
    def write(self, chunk, context):
        self.script.calls.append("fallback")
        return replace(ChunkNotes(chunk.index, chunk.segment, "Shipping"), writer=self.fingerprint)


class LetterEmbedder(Embedder):
    """Counts letters: the same text gives the same vector."""

    @property
    def fingerprint(self) -> str:
        return "letters"

    def embed(self, texts):
        rows = np.array([[t.lower().count(chr(97 + n)) + 1e-3 for n in range(26)] for t in texts], np.float32)
        rows = rows.reshape(-1, 26)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def scripted_tools(script: Script, folder: Path, blobs: MemoryBlobStore | None = None) -> Tools:
    """Tools that follow the script, with one core and a scratch folder."""
    return Tools(
        decoder=ScriptedDecoder(script),
        diarizer=ScriptedDiarizer(script),
        transcribers=(ScriptedTranscriber(script),),
        detector=ScriptedDetector(script),
        reader=ScriptedReader(script),
        writers=(ScriptedWriter(script), FallbackWriter(script)),
        embedder=LetterEmbedder(),
        blobs=blobs if blobs is not None else MemoryBlobStore(),
        workers=ThreadWorkers(1),
        scratch=folder / "scratch",
    )
