import pytest

from lifestream.adapters.local.registry_file import LARGEST, MOST, read_registry, write_registry
from lifestream.domain.person import Person
from lifestream.errors import InputError

PEOPLE = (
    Person("p_1", "Alice Moreno", "product manager", ("Ali", "A. Moreno")),
    Person("p_2", "Bjørn: #1 - “Ünal”", "", ("نور",), remembers_voice=True),
    Person("p_3", "yes"),
)


def write(tmp_path, text):
    path = tmp_path / "people.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_what_was_exported_is_imported_as_it_was_without_ids_and_voices(tmp_path):
    text = write_registry(PEOPLE)
    found = read_registry(write(tmp_path, text))
    assert found == tuple(Person("", person.name, person.role, person.aliases) for person in PEOPLE)
    assert "voice" not in text
    assert "p_1" not in text


def test_a_plain_list_of_names_is_enough(tmp_path):
    assert read_registry(write(tmp_path, "- Alice\n- name: Ben\n  aliases: [Benny]\n")) == (
        Person("", "Alice"),
        Person("", "Ben", "", ("Benny",)),
    )
    assert read_registry(write(tmp_path, "people: []")) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no list"),
        ("just text", "no list"),
        ("people: Alice", "no list"),
        ("people:\n  - {name: Alice", "no YAML"),
        ("people:\n  - {name: 12}", "Entry 1"),
        ("people:\n  - {name: no}", "Entry 1"),
        ("people:\n  - {name: ' '}", "Entry 1"),
        ("people:\n  - Alice\n  - {role: boss}", "Entry 2"),
        ("people:\n  - {name: Alice, role: [a]}", "Entry 1"),
        ("people:\n  - {name: Alice, aliases: Ali}", "Entry 1"),
        ("people:\n  - {name: Alice, aliases: [2026-11-05]}", "Entry 1"),
        ("people:\n  - {name: Alice, phone: '1'}", "phone"),
        ("people:\n  - {name: Alice, 7: x, z: y}", "Entry 1"),
        ("people:\n  - [Alice]", "Entry 1"),
        ("people:\n  - {name: " + "x" * 101 + "}", "Entry 1"),
        ('people:\n  - {name: "A\\u001b[31m"}', "Entry 1"),
        ("people: !!python/object/apply:os.system ['true']", "no YAML"),
        ("a: &a [x, x]\nb: &b [*a, *a]\npeople: [*b, *b]", "aliases"),
        ("people: " + "[" * 5000, "no YAML"),
        ("{" * 3000, "no YAML"),
        (b"\xff\xfe\x00people", "no YAML"),
        (b"people: [\x00]", "no YAML"),
        ("? [a, b]\n: c", "no"),
        ("people:\n" + "- a\n" * (MOST + 1), "no list"),
        ("#" * (LARGEST + 1), "bytes"),
    ],
)
def test_whatever_else_it_is_the_error_says_where_and_how_to_write_it(tmp_path, text, said):
    with pytest.raises(InputError, match=said) as raised:
        read_registry(write(tmp_path, text))
    assert "people.yaml" in raised.value.message
    assert raised.value.remedy
    assert len(raised.value.message) < 500


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_registry(tmp_path / "nobody.yaml")
    with pytest.raises(InputError, match="cannot be read"):
        read_registry(tmp_path)
