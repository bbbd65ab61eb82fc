"""The schema of the library's database, as the steps that lead to it. A step that was released never changes."""

from __future__ import annotations

_FIRST = (
    """
    CREATE TABLE recordings (
        id TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        day TEXT,               -- ISO date, in the recording's own zone
        recorded_at REAL,       -- seconds since 1970
        kind TEXT NOT NULL,
        entry TEXT NOT NULL     -- Entry as JSON
    ) STRICT
    """,
    "CREATE INDEX recordings_by_time ON recordings (recorded_at DESC)",
    "CREATE INDEX recordings_by_day ON recordings (day)",
    """
    CREATE TABLE documents (
        recording TEXT PRIMARY KEY REFERENCES recordings ON DELETE CASCADE,
        document BLOB NOT NULL, -- Document as JSON, deflated
        timeline BLOB NOT NULL  -- Timeline as JSON, deflated
    ) STRICT
    """,
    """
    CREATE TABLE tags (
        recording TEXT NOT NULL REFERENCES recordings ON DELETE CASCADE,
        tag TEXT NOT NULL,
        PRIMARY KEY (recording, tag)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE names (        -- of the people of a recording
        recording TEXT NOT NULL REFERENCES recordings ON DELETE CASCADE,
        name TEXT NOT NULL,
        folded TEXT NOT NULL,
        PRIMARY KEY (recording, name)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX names_by_folded ON names (folded)",
    """
    CREATE TABLE blobs (        -- the artefacts and keyframes that a recording needs
        recording TEXT NOT NULL REFERENCES recordings ON DELETE CASCADE,
        key TEXT NOT NULL,
        PRIMARY KEY (recording, key)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX blobs_by_key ON blobs (key)",
    """
    CREATE TABLE edits (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        recording TEXT NOT NULL REFERENCES recordings ON DELETE CASCADE,
        edit TEXT NOT NULL      -- Edit as JSON
    ) STRICT
    """,
    "CREATE INDEX edits_by_recording ON edits (recording)",
    """
    CREATE TABLE tombstones (
        recording TEXT PRIMARY KEY,
        erased_at TEXT NOT NULL,
        blobs TEXT              -- JSON array of blob keys that still have to go; NULL when all are gone
    ) STRICT
    """,
    """
    CREATE TABLE people (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        person TEXT NOT NULL    -- Person as JSON
    ) STRICT
    """,
    """
    CREATE TABLE enrolments (
        number INTEGER PRIMARY KEY,
        person TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
        recording TEXT NOT NULL REFERENCES recordings ON DELETE CASCADE,
        speaker TEXT NOT NULL,
        enrolment TEXT NOT NULL, -- Enrolment as JSON
        UNIQUE (recording, speaker)
    ) STRICT
    """,
    """
    CREATE TABLE jobs (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL,
        recording TEXT,
        job TEXT NOT NULL       -- Job as JSON
    ) STRICT
    """,
    "CREATE INDEX jobs_by_state ON jobs (state)",
    # Facts about the index as a whole: how many passages and vectors there are, and which embedder made the vectors.
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "INSERT INTO facts VALUES ('passages', '0'), ('vectors', '0')",
    """
    CREATE TABLE passages (
        number INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: the vector file is in this order
        id TEXT NOT NULL UNIQUE,
        recording TEXT NOT NULL REFERENCES recordings ON DELETE CASCADE,
        text TEXT NOT NULL,
        context TEXT NOT NULL,
        people TEXT NOT NULL,
        marks TEXT NOT NULL,    -- recording, modality and voices as words, by which a search is limited
        passage TEXT NOT NULL   -- what else a Passage has, as JSON
    ) STRICT
    """,
    "CREATE INDEX passages_by_recording ON passages (recording)",
    # Apart from the passages, so that looking at those does not read these.
    """
    CREATE TABLE vectors (
        number INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
        vector BLOB NOT NULL    -- float32, little endian, unit length
    ) STRICT
    """,
    # Vectors that are gone, in the order in which they went: what is derived from vectors follows.
    "CREATE TABLE gone (position INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL) STRICT",
    """
    CREATE VIRTUAL TABLE words USING fts5 (
        text, context, people, marks, content = 'passages', content_rowid = 'number', tokenize = 'porter unicode61'
    )
    """,
    """
    CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN
        INSERT INTO words (rowid, text, context, people, marks)
        VALUES (new.number, new.text, new.context, new.people, new.marks);
        UPDATE facts SET value = value + 1 WHERE name = 'passages';
    END
    """,
    """
    CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN
        UPDATE facts SET value = value - 1 WHERE name = 'passages';
        INSERT INTO words (words, rowid, text, context, people, marks)
        VALUES ('delete', old.number, old.text, old.context, old.people, old.marks);
    END
    """,
    """
    CREATE TRIGGER vectors_added AFTER INSERT ON vectors BEGIN
        UPDATE facts SET value = value + 1 WHERE name = 'vectors';
    END
    """,
    """
    CREATE TRIGGER vectors_removed AFTER DELETE ON vectors BEGIN
        UPDATE facts SET value = value - 1 WHERE name = 'vectors';
        INSERT INTO gone (number) VALUES (old.number);
    END
    """,
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST,)
"""Statement by statement, from an empty file to the newest schema; ``PRAGMA user_version`` counts the steps done."""
