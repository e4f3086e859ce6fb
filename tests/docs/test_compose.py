"""docker-compose.yml keeps what the README promises of it."""

import re
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[2] / "docker-compose.yml").read_text("utf-8")
LINES = [line.split(" #")[0].strip() for line in TEXT.splitlines() if not line.lstrip().startswith("#")]
SETTINGS = dict(re.findall(r'^\s+NEO4J_(\w+): "(.*)"$', TEXT, re.MULTILINE))


def setting(name):
    return SETTINGS[name.replace("_", "__").replace(".", "_")]


def test_it_is_the_community_edition_of_the_line_that_is_tested():
    (image,) = re.findall(r"image: (\S+)", TEXT)
    tested = (Path(__file__).parents[1] / "neo4j_server" / "pom.xml").read_text("utf-8")
    line = re.search(r"<neo4j.version>(\d+\.\d+)\.", tested).group(1)
    assert image == f"neo4j:{line}-community"


def test_every_port_is_on_the_loopback_address():
    ports = re.findall(r'- "([\d.:]+)"', TEXT)
    assert ports == ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687"]


def test_there_is_no_password_in_it_and_none_by_default():
    assert SETTINGS["AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")
    assert TEXT.count("neo4j/") == 1


def test_data_outlive_the_container_and_it_is_known_when_it_answers():
    assert {"- data:/data", "- logs:/logs", "data:", "logs:"} <= set(LINES)
    assert "healthcheck:" in LINES


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dbms.security.allow_csv_import_from_file_urls", "false"),
        ("server.memory.heap.initial_size", "${NEO4J_HEAP:-2g}"),
        ("server.memory.heap.max_size", "${NEO4J_HEAP:-2g}"),
        ("server.memory.pagecache.size", "${NEO4J_PAGECACHE:-1g}"),
    ],
)
def test_settings(name, value):
    assert setting(name) == value


def test_there_are_no_plugins():
    assert "PLUGINS" not in TEXT
    assert "apoc" not in TEXT.lower()


def test_the_test_server_knows_its_settings(servers):
    """Each setting is one of Neo4j: a misspelt name would stop the container."""
    known = {
        name: setting(name) for name in ("dbms.security.allow_csv_import_from_file_urls", "db.transaction.timeout")
    }
    given = {name.replace(".", "__"): value for name, value in known.items()}
    port = servers.process.open("compose", server__config__strict_validation__enabled="true", **given)
    servers.process.close(port)
