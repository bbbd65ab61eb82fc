import os
import sqlite3
import subprocess
import sys
import threading

import pytest
from tests.commands import ROOT

from lifestream.adapters.local.database import Database
from lifestream.adapters.local.migrations import MIGRATIONS
from lifestream.errors import ConfigurationError, UnavailableError


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "library.db"


def fact(database, name):
    return [row[0] for row in database.read("SELECT value FROM facts WHERE name = ?", (name,))]


def test_a_new_database_has_the_newest_schema_and_opens_again(path):
    Database(path).write("INSERT INTO facts VALUES ('a', '1')")
    again = Database(path)
    assert fact(again, "a") == ["1"]
    assert again.read("PRAGMA user_version")[0][0] == len(MIGRATIONS)


def test_a_schema_that_is_older_is_brought_up_to_date_with_what_is_in_it(path, monkeypatch):
    Database(path).write("INSERT INTO facts VALUES ('a', '1')")
    later = (*MIGRATIONS, ("ALTER TABLE facts ADD COLUMN unit TEXT", "UPDATE facts SET unit = 's'"))
    monkeypatch.setattr("lifestream.adapters.local.database.MIGRATIONS", later)
    database = Database(path)
    assert [tuple(row) for row in database.read("SELECT * FROM facts WHERE name = 'a'")] == [("a", "1", "s")]
    assert database.read("PRAGMA user_version")[0][0] == len(later)


def test_a_migration_that_fails_leaves_the_schema_as_it_was(path, monkeypatch):
    Database(path)
    broken = (*MIGRATIONS, ("CREATE TABLE half (a TEXT)", "CREATE TABLE half (a TEXT)"))
    monkeypatch.setattr("lifestream.adapters.local.database.MIGRATIONS", broken)
    with pytest.raises(UnavailableError):
        Database(path)
    monkeypatch.undo()
    assert Database(path).read("SELECT name FROM sqlite_master WHERE name = 'half'") == []


def test_a_newer_schema_is_refused_with_what_to_do(path):
    Database(path).write("PRAGMA user_version = 99")
    with pytest.raises(ConfigurationError, match="newer version") as raised:
        Database(path)
    assert "Update LifeStream" in raised.value.remedy


@pytest.mark.parametrize("damage", [b"This is no database. " * 500, b"\0" * 4096])
def test_a_damaged_file_is_named_and_left_as_it_is(path, damage):
    path.parent.mkdir()
    path.write_bytes(damage)
    with pytest.raises(ConfigurationError, match=r"library\.db is damaged") as raised:
        Database(path)
    assert "Move it away" in raised.value.remedy
    assert path.read_bytes() == damage


def test_damage_in_the_middle_is_named_when_it_is_met(path):
    database = Database(path)
    database.write_many("INSERT INTO facts VALUES (?, ?)", [(str(n), "x" * 500) for n in range(500)])
    database.compact()
    database.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xff" * (size // 4))
    with pytest.raises(ConfigurationError, match="damaged"):
        Database(path).read("SELECT name, value FROM facts")


def test_a_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "home").write_text("I am a file.")
    with pytest.raises(UnavailableError, match="home") as raised:
        Database(tmp_path / "home" / "library.db")
    assert "LIFESTREAM_HOME" in raised.value.remedy


def test_a_full_disk_costs_the_transaction_and_nothing_before_it(path):
    database = Database(path)
    database.write("INSERT INTO facts VALUES ('kept', '1')")
    pages = database.read("PRAGMA page_count")[0][0]
    database.read(f"PRAGMA max_page_count = {pages + 2}")  # SQLite says of it what it says of a full disk

    def fill():
        with database.transaction():
            database.write("INSERT INTO facts VALUES ('lost', '1')")
            database.write("INSERT INTO facts VALUES ('large', ?)", ("x" * 1_000_000,))

    with pytest.raises(UnavailableError, match="full") as raised:
        fill()
    assert "Free space" in raised.value.remedy
    assert fact(database, "kept") == ["1"]
    assert fact(database, "lost") == []
    database.write("INSERT INTO facts VALUES ('small', '1')")


WRITER = """
import sys
from pathlib import Path
from lifestream.adapters.local.database import Database
database = Database(Path(sys.argv[1]))
for number in range(100):
    with database.transaction():
        (count,) = database.read("SELECT count(*) FROM facts WHERE name NOT IN ('passages', 'vectors')")[0]
        database.write("INSERT INTO facts VALUES (?, ?)", (f"{sys.argv[2]} {number}", str(count)))
"""


def test_two_processes_that_write_at_once_take_turns(path):
    """Also both make the database: neither finds it half made."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    processes = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name], env=environment) for name in ("one", "other")
    ]
    assert [process.wait(120) for process in processes] == [0, 0]
    counts = sorted(
        int(row[0]) for row in Database(path).read("SELECT value FROM facts WHERE name NOT IN ('passages', 'vectors')")
    )
    assert counts == list(range(200))


def test_threads_have_connections_of_their_own(path):
    database = Database(path)
    errors = []

    def write(name):
        try:
            for number in range(50):
                database.write("INSERT INTO facts VALUES (?, '')", (f"{name} {number}",))
        except UnavailableError as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert database.read("SELECT count(*) FROM facts WHERE name NOT IN ('passages', 'vectors')")[0][0] == 150


def test_what_is_wrong_with_a_statement_is_our_own_fault_and_stays_visible(path):
    database = Database(path)
    database.write("INSERT INTO facts VALUES ('a', '1')")
    with pytest.raises(sqlite3.IntegrityError):
        database.write("INSERT INTO facts VALUES ('a', '2')")
