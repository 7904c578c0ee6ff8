"""All settings, read once: the built-in ones, then `gongkai.toml`, then the environment, then the flags.

Annotations are values here, not texts: the fields of Settings are read from them.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_args, get_type_hints

from index.errors import GongkaiError

FILE_NAME = "gongkai.toml"
PREFIX = "GONGKAI_"


class WrongSetting(GongkaiError):
    """A setting has a value that cannot be used; `source` is where it was written."""

    def __init__(self, key: str, value: object, source: str, wanted: str) -> None:
        super().__init__(f"{key} = “{value}” ({source}): {wanted}")
        self.source = source


class Settings(NamedTuple):
    """What a person can set; each field is a key of `gongkai.toml`, and GONGKAI_<KEY> in the environment.

    What stands beside a field's type is its line in the README and in `--help`.
    """

    reports: Annotated[Path, "folder of report files that `gongkai build` reads"] = Path("data/reports")
    store: Annotated[Path, "folder of the store that is built from them"] = Path("data/store")
    uploads: Annotated[Path, "folder of the reports that are added on the page"] = Path("data/uploads")
    embedding: Annotated[str, "embedding model: a folder or a hub name; empty takes the embedded one"] = ""
    host: Annotated[str, "address the chat page listens on"] = "127.0.0.1"
    port: Annotated[int, "port the chat page listens on"] = 7860
    auth: Annotated[str, "who may open the page: name:password, several with commas; empty: everyone"] = ""
    upload: Annotated[str, "add and remove reports on the page: on, off; auto: only here, or with `auth`"] = (
        "auto"
    )
    browser: Annotated[bool, "open the page in a browser; by itself only where there is a screen"] = True

    @property
    def is_local(self) -> bool:
        """Whether the page is reached from this machine alone."""
        return self.host in ("127.0.0.1", "localhost", "::1")

    @property
    def may_upload(self) -> bool:
        """Whether the page offers to add and to remove reports."""
        return self.upload == "on" or (self.upload == "auto" and (self.is_local or bool(self.auth)))

    @property
    def accounts(self) -> list[tuple[str, str]]:
        """The names and passwords in `auth`."""
        return [account_to_pair(account) for account in self.auth.split(",") if account.strip()]


def account_to_pair(account: str) -> tuple[str, str]:
    """
    >>> account_to_pair("li:a:b")
    ('li', 'a:b')
    """
    name, _, password = account.strip().partition(":")
    return name, password


def read_settings(
    flags: Mapping[str, object] | None = None, environ: Mapping[str, str] = os.environ
) -> Settings:
    """The settings in force; a flag that is None was not given."""
    values: dict[str, Any] = {"browser": has_screen(environ)}
    for layer in (file_values(environ), environment_values(environ), flag_values(flags or {})):
        for key, value, source in layer:
            values[key] = CONVERT[FIELDS[key].type](key, value, source)
    return Settings(**values)


# Where values come from: each yields (key, value, where it was written).


def file_values(environ: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    """What the settings file says; its relative paths start at the folder it lies in."""
    path = settings_file(environ)
    if path is None:
        return
    for key, value in read_toml(path).items():
        if key not in FIELDS:
            raise WrongSetting(key, value, str(path), unknown_key(key))
        if FIELDS[key].type is Path and isinstance(value, str):
            value = path.parent / Path(value).expanduser()
        yield key, value, str(path)


def environment_values(environ: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    """What the environment says; an empty variable counts as not set."""
    for key in FIELDS:
        name = PREFIX + key.upper()
        if environ.get(name):
            yield key, environ[name], name


def flag_values(flags: Mapping[str, object]) -> Iterator[tuple[str, object, str]]:
    """What the command line says."""
    for key in FIELDS:
        if flags.get(key) is not None:
            yield key, flags[key], "--" + key


def settings_file(environ: Mapping[str, str]) -> Path | None:
    """The file named by GONGKAI_CONFIG, else `gongkai.toml` of the working directory where there is one."""
    named = environ.get("GONGKAI_CONFIG")
    if named:
        return Path(named).expanduser()
    return Path(FILE_NAME) if Path(FILE_NAME).is_file() else None


def read_toml(path: Path) -> dict[str, object]:
    """The keys of a settings file."""
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GongkaiError(f"{path}: the settings file cannot be read ({error.strerror})") from None
    except ValueError as error:  # not TOML, or not UTF-8
        raise GongkaiError(f"{path}: the settings file is not TOML ({one_line(error)})") from None


def one_line(error: Exception) -> str:
    """An error's text without its line breaks."""
    return " ".join(str(error).split())


def unknown_key(key: str) -> str:
    """What to say of a key that does not exist.

    >>> unknown_key("prot")
    'no such setting; did you mean “port”?'
    """
    from difflib import get_close_matches

    close = get_close_matches(key, FIELDS, n=1)
    hint = f"did you mean “{close[0]}”?" if close else f"there are {', '.join(FIELDS)}"
    return f"no such setting; {hint}"


def has_screen(environ: Mapping[str, str]) -> bool:
    """Whether a browser could be opened here: not under CI, and on Linux only with a display."""
    if environ.get("CI"):
        return False
    return sys.platform != "linux" or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


# From what was written to what is meant.


def to_path(key: str, value: object, source: str) -> Path:
    if isinstance(value, Path):
        return value
    if isinstance(value, str) and value:
        return Path(value).expanduser()
    raise WrongSetting(key, value, source, "a path is needed")


def to_text(key: str, value: object, source: str) -> str:
    if not isinstance(value, str):
        raise WrongSetting(key, value, source, "a text in quotes is needed")
    pairs = [account_to_pair(account) for account in value.split(",")] if key == "auth" and value else []
    if key == "upload" and value not in ("auto", "on", "off"):
        raise WrongSetting(key, value, source, "auto, on or off is needed")
    if not all(name and password for name, password in pairs):
        raise WrongSetting(key, "…", source, "name:password is needed, several with commas between")
    return value


def to_port(key: str, value: object, source: str) -> int:
    text = str(value).strip()
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise WrongSetting(key, value, source, "a port is a whole number from 1 to 65535")


def to_bool(key: str, value: object, source: str) -> bool:
    word = str(value).strip().lower()
    if word in ("true", "1", "yes", "on"):
        return True
    if word in ("false", "0", "no", "off"):
        return False
    raise WrongSetting(key, value, source, "true or false is needed")


class Field(NamedTuple):
    """One setting: its type, its line of description and what it is by itself."""

    type: Any
    text: str
    default: object


def described_fields() -> dict[str, Field]:
    """The fields of Settings, each with the line beside its type."""
    annotated = get_type_hints(Settings, include_extras=True)
    pairs = {key: get_args(hint) for key, hint in annotated.items()}
    return {key: Field(kind, text, Settings._field_defaults[key]) for key, (kind, text) in pairs.items()}


FIELDS = described_fields()
CONVERT: dict[Any, Callable[[str, object, str], object]] = {
    Path: to_path,
    str: to_text,
    int: to_port,
    bool: to_bool,
}


FLAGS = {"browser": "--no-browser", "reports": ""}  # `gongkai build PATH` names other reports


def settings_table() -> str:
    """The table of settings that the README shows, made from the fields above.

    >>> print(settings_table().splitlines()[0])
    | in `gongkai.toml` | in the environment | flag | default | what it is |
    """
    lines = [
        "| in `gongkai.toml` | in the environment | flag | default | what it is |",
        "|---|---|---|---|---|",
    ]
    for key, setting in FIELDS.items():
        flag = FLAGS.get(key, f"--{key}")
        default = "" if setting.default == "" else f"`{setting.default}`".replace("True", "true")
        lines.append(
            f"| `{key}` | `{PREFIX}{key.upper()}` | {flag and f'`{flag}`'} | {default} | {setting.text} |"
        )
    return "\n".join(lines)
