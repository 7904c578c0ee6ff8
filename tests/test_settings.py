"""Where a setting comes from, and what a wrong one says."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import GongkaiError
from ui.settings import FIELDS, Settings, WrongSetting, read_settings, settings_table

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_anything_the_built_in_settings_hold() -> None:
    assert read_settings({}, {"CI": "", "DISPLAY": ":0"}) == Settings()


def test_later_layers_win(folder: Path) -> None:
    (folder / "gongkai.toml").write_text('port = 1\nhost = "file"\nstore = "from-file"\n')
    environ = {"GONGKAI_PORT": "2", "GONGKAI_HOST": "environment"}
    settings = read_settings({"port": "3"}, environ)
    assert (settings.port, settings.host, settings.store) == (3, "environment", Path("from-file"))


def test_a_flag_that_was_not_given_changes_nothing() -> None:
    assert read_settings({"port": None}, {"GONGKAI_PORT": "8000"}).port == 8000


def test_an_empty_variable_counts_as_not_set() -> None:
    assert read_settings({}, {"GONGKAI_PORT": ""}).port == 7860


def test_paths_of_a_settings_file_start_at_its_folder(folder: Path) -> None:
    (folder / "etc").mkdir()
    file = folder / "etc" / "mine.toml"
    file.write_text('store = "store"\nreports = "/srv/reports"\n')
    settings = read_settings({}, {"GONGKAI_CONFIG": str(file)})
    assert (settings.store, settings.reports) == (folder / "etc" / "store", Path("/srv/reports"))


@pytest.mark.parametrize(
    ("environ", "opens"),
    [
        ({"CI": "true", "DISPLAY": ":0"}, False),
        ({"CI": "true", "GONGKAI_BROWSER": "yes"}, True),
        ({"DISPLAY": ":0", "GONGKAI_BROWSER": "off"}, False),
    ],
)
def test_whether_a_browser_opens(environ: dict[str, str], opens: bool) -> None:
    assert read_settings({}, environ).browser is opens


def test_no_browser_opens_where_there_is_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert read_settings({}, {}).browser is False


def test_accounts_are_read_from_auth() -> None:
    assert read_settings({"auth": "li:a:b, wang:c"}, {}).accounts == [("li", "a:b"), ("wang", "c")]


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"GONGKAI_PORT": "0"}, "port = “0” (GONGKAI_PORT): a port is a whole number from 1 to 65535"),
        (
            {"GONGKAI_PORT": "７８６０"},
            "port = “７８６０” (GONGKAI_PORT): a port is a whole number from 1 to 65535",
        ),
        ({"GONGKAI_BROWSER": "maybe"}, "browser = “maybe” (GONGKAI_BROWSER): true or false is needed"),
    ],
)
def test_a_wrong_value_names_key_value_and_place(environ: dict[str, str], message: str) -> None:
    with pytest.raises(WrongSetting) as error:
        read_settings({}, environ)
    assert str(error.value) == message


def test_a_wrong_auth_does_not_print_the_password() -> None:
    with pytest.raises(WrongSetting) as error:
        read_settings({"auth": "hunter2"}, {})
    assert str(error.value) == "auth = “…” (--auth): name:password is needed, several with commas between"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("prot = 1", "prot = “1” (gongkai.toml): no such setting; did you mean “port”?"),
        ("host = 1", "host = “1” (gongkai.toml): a text in quotes is needed"),
        ("store = 1", "store = “1” (gongkai.toml): a path is needed"),
    ],
)
def test_a_wrong_line_of_the_file_is_named(folder: Path, text: str, message: str) -> None:
    (folder / "gongkai.toml").write_text(text)
    with pytest.raises(WrongSetting) as error:
        read_settings({}, {})
    assert str(error.value) == message


def test_a_file_that_is_no_toml_is_named(folder: Path) -> None:
    (folder / "gongkai.toml").write_text("port 1")
    with pytest.raises(GongkaiError, match=r"^gongkai\.toml: the settings file is not TOML"):
        read_settings({}, {})


def test_a_settings_file_that_is_named_must_be_there() -> None:
    with pytest.raises(GongkaiError, match=r"^/nowhere\.toml: the settings file cannot be read"):
        read_settings({}, {"GONGKAI_CONFIG": "/nowhere.toml"})


def test_every_setting_is_documented_in_the_readme() -> None:
    assert all(setting.text for setting in FIELDS.values())
    assert settings_table() in (ROOT / "README.md").read_text(encoding="utf-8")
