"""A .zip of report files is a folder of them, whatever is wrong with it or with one of its files."""

from __future__ import annotations

import io
import struct
import time
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

import index.files.archives
import index.files.sources
from index.build import BuildSummary, build
from index.errors import UnreadableFile
from index.files.archives import open_archive
from index.files.sources import find_sources
from index.parse import parse_file
from index.store import DATABASE, Store
from tests.report_writer import random_report
from tests.test_build import CountingEmbedder

HAIDIAN, NANGUAN, CHAOYANG = (
    random_report(seed, 2021, agency=agency).text.encode()
    for seed, agency in enumerate(("北京市海淀区民政局", "长春市南关区民政局", "北京市朝阳区民政局"))
)
TWO = {"海淀/2021.txt": HAIDIAN, "南关.txt": NANGUAN}


def write_zip(path: Path, files: Mapping[str, bytes], date: int = 2022) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, (date, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)
    return path


def zip_with_raw_names(path: Path, names: list[bytes]) -> Path:
    """An archive whose names are these bytes, without a word on their encoding."""
    placeholders = [b"\x01" * len(name) for name in names]
    write_zip(path, {name.decode() + str(i): b"x" for i, name in enumerate(placeholders)})
    content = path.read_bytes()
    for i, (placeholder, name) in enumerate(zip(placeholders, names, strict=True)):
        content = content.replace(placeholder + str(i).encode(), name + str(i).encode())
    path.write_bytes(content)
    return path


def zip_with_flag(path: Path, name: str, flag: int) -> Path:
    """An archive in which one file has this flag set, as a locked one has."""
    content = bytearray(path.read_bytes())
    for signature, flags, names in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = content.find(signature)
        while at >= 0:
            if content[at + names :].startswith(name.encode()):
                content[at + flags] |= flag
            at = content.find(signature, at + 4)
    path.write_bytes(bytes(content))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "reports"
    path.mkdir()
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def run(path: Path, store: Path, force: bool = False) -> BuildSummary:
    return build([path], store, CountingEmbedder(), force=force)


def kept(store: Path) -> list[str]:
    return sorted(report["file"] for report in Store.open(store).reports())


def skipped(summary: BuildSummary) -> dict[str, str]:
    return {s.file: s.why for s in summary.skipped}


# What an archive holds is indexed


def test_each_file_of_an_archive_is_indexed_and_cited_below_it(folder: Path, store: Path) -> None:
    (folder / "2021").mkdir()
    write_zip(folder / "2021" / "民政.zip", TWO)
    summary = run(folder, store)
    assert summary.indexed == ("2021/民政.zip/南关.txt", "2021/民政.zip/海淀/2021.txt")
    assert Store.open(store).document("长春市南关区民政局-2021") == NANGUAN.decode()
    assert sorted(path.name for path in folder.rglob("*")) == ["2021", "民政.zip"]


def test_an_archive_can_be_named_and_is_the_same_as_in_its_folder(folder: Path, store: Path) -> None:
    path = write_zip(folder / "a.zip", TWO)
    assert run(path, store).indexed == ("a.zip/南关.txt", "a.zip/海淀/2021.txt")
    assert run(folder, store).unchanged == 2
    write_zip(path, {"南关.txt": NANGUAN})
    assert run(path, store).removed == ("a.zip/海淀/2021.txt",)


def test_an_unchanged_archive_is_not_read_again(folder: Path, store: Path) -> None:
    write_zip(folder / "a.zip", TWO)
    run(folder, store)
    before = (store / DATABASE).stat().st_mtime_ns
    assert (run(folder, store).unchanged, (store / DATABASE).stat().st_mtime_ns) == (2, before)


def test_of_a_changed_archive_only_the_changed_files_are_read(folder: Path, store: Path) -> None:
    write_zip(folder / "a.zip", TWO)
    run(folder, store)
    write_zip(folder / "a.zip", {"海淀/2021.txt": HAIDIAN + b"\n", "朝阳.txt": CHAOYANG})
    summary = run(folder, store)
    assert summary.indexed == ("a.zip/朝阳.txt", "a.zip/海淀/2021.txt")
    assert summary.removed == ("a.zip/南关.txt",)


def test_a_folder_without_its_archive_is_without_its_reports(folder: Path, store: Path) -> None:
    write_zip(folder / "a.zip", TWO)
    (folder / "b.txt").write_bytes(CHAOYANG)
    run(folder, store)
    (folder / "a.zip").unlink()
    assert len(run(folder, store).removed) == 2
    assert kept(store) == ["b.txt"]


def test_force_reads_archives_of_other_folders_too(folder: Path, store: Path, tmp_path: Path) -> None:
    write_zip(folder / "a.zip", TWO)
    run(folder, store)
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.txt").write_bytes(CHAOYANG)
    assert run(other, store, force=True).indexed == ("a.zip/南关.txt", "a.zip/海淀/2021.txt", "b.txt")


def test_a_file_taken_out_of_its_archive_takes_the_archives_place(folder: Path, store: Path) -> None:
    write_zip(folder / "a.zip", TWO)
    run(folder, store)
    (folder / "a.zip").unlink()
    (folder / "南关.txt").write_bytes(NANGUAN)
    run(folder, store)
    assert kept(store) == ["南关.txt"]


def test_a_file_of_an_archive_is_as_old_as_the_archive_says(folder: Path, store: Path) -> None:
    newer = random_report(9, 2021, agency="长春市南关区民政局").text.encode()
    write_zip(folder / "a.zip", {"1.txt": NANGUAN}, date=2020)
    write_zip(folder / "b.zip", {"1.txt": newer}, date=2024)
    write_zip(folder / "c.zip", {"1.txt": NANGUAN}, date=2022)
    assert run(folder, store).indexed == ("b.zip/1.txt",)


# Names


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_names_are_read_in_the_encoding_they_were_written_in(tmp_path: Path, encoding: str) -> None:
    names = ["黄埔区/年度报告", "一", "㐀联通"] if encoding == "gb18030" else ["黄埔区/年度报告", "一"]
    path = zip_with_raw_names(tmp_path / "a.zip", [name.encode(encoding) for name in names])
    assert list(open_archive(path).members) == [f"{name}{i}" for i, name in enumerate(names)]


def test_names_that_say_they_are_utf_8_stand_beside_others(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"年报.txt": b"x", "plain.txt": b"x"})
    assert list(open_archive(path).members) == ["年报.txt", "plain.txt"]


def test_names_with_backslashes_or_from_the_root_are_paths_in_the_archive(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"年报\\2020.txt": HAIDIAN, "/b/./c.txt": NANGUAN})
    assert [source.file for source in find_sources([path])] == ["a.zip/b/c.txt", "a.zip/年报/2020.txt"]


def test_what_systems_and_people_hide_is_left_out(tmp_path: Path) -> None:
    hidden = ["__MACOSX/._a.txt", ".DS_Store", "x/.hidden/a.txt", "~$a.txt", "../up.txt", "Thumbs.db", "README.txt"]  # fmt: skip
    path = write_zip(tmp_path / "a.zip", {"a.txt": HAIDIAN} | dict.fromkeys(hidden, b"x"))
    assert [source.file for source in find_sources([path])] == ["a.zip/a.txt"]


# What cannot be read


def damaged_member(path: Path) -> Path:
    write_zip(path, TWO)
    content = bytearray(path.read_bytes())
    content[200:260] = bytes(60)
    path.write_bytes(bytes(content))
    return path


def locked_member(path: Path) -> Path:
    return zip_with_flag(write_zip(path, {"a.txt": HAIDIAN, "b.txt": NANGUAN}), "a.txt", 0x1)


def locked(path: Path) -> Path:
    return zip_with_flag(write_zip(path, {"a.txt": HAIDIAN}), "a.txt", 0x1)


def nested(path: Path) -> Path:
    inner = io.BytesIO()
    with ZipFile(inner, "w") as archive:
        archive.writestr("b.txt", HAIDIAN)
    return write_zip(path, {"inner.zip": inner.getvalue(), "b.txt": NANGUAN})


def cut_off(path: Path) -> Path:
    write_zip(path, TWO)
    path.write_bytes(path.read_bytes()[:-100])
    return path


def unknown_packing(path: Path) -> Path:
    write_zip(path, {"a.txt": HAIDIAN})
    content = bytearray(path.read_bytes())
    for signature, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.find(signature)
        content[at + method : at + method + 2] = struct.pack("<H", 98)
    path.write_bytes(bytes(content))
    return path


CANNOT = {
    "a damaged file": (damaged_member, "a.zip/海淀/2021.txt", "damaged in its archive ("),
    "a locked file": (locked_member, "a.zip/a.txt", "locked with a password; unpack it"),
    "a locked archive": (locked, "a.zip", "the archive is locked with a password; unpack it"),
    "an archive in an archive": (nested, "a.zip/inner.zip", "an archive inside an archive; unpack the outer"),
    "a cut off archive": (cut_off, "a.zip", "the archive is damaged (File is not a zip file); pack it again"),
    "an unknown packing": (unknown_packing, "a.zip/a.txt", "packed in a way that cannot be read here"),
    "an empty archive": (lambda path: write_zip(path, {}), "a.zip", "the archive holds no files"),
    "another format": (
        lambda path: write_zip(path, {"b.rar": b"Rar!"}),
        "a.zip/b.rar",
        "no reader for .rar; unpack it, or pack it as .zip",
    ),
    "a picture": (lambda path: write_zip(path, {"b.png": b"x"}), "a.zip/b.png", "no reader for .png"),
}


@pytest.mark.parametrize(("make", "file", "why"), CANNOT.values(), ids=CANNOT)
def test_what_cannot_be_read_is_one_line_and_the_rest_is_indexed(
    folder: Path, store: Path, make: object, file: str, why: str
) -> None:
    assert callable(make)
    make(folder / "a.zip")
    (folder / "z.txt").write_bytes(CHAOYANG)
    summary = run(folder, store)
    [(told, reason)] = skipped(summary).items()
    assert (told, reason.startswith(why)) == (file, True), reason
    assert "\n" not in reason
    assert "z.txt" in summary.indexed


def test_bytes_that_are_no_archive_never_stop_a_build(folder: Path, store: Path) -> None:
    good = write_zip(folder / "a.zip", TWO).read_bytes()
    (folder / "z.txt").write_bytes(CHAOYANG)
    for at in range(0, len(good), max(1, len(good) // 150)):
        (folder / "a.zip").write_bytes(good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :])
        for source in find_sources([folder]):
            try:
                source.read_bytes()
            except UnreadableFile as error:
                assert "\n" not in str(error)


LIMITS = {
    "a file": ("LARGEST_MEMBER", 5_000, "a.zip/big.txt", "larger than 0 MB; no report is"),
    "the files": ("MOST_MEMBERS", 2, "a.zip", "the archive holds more than 2 files; split it"),
    "all together": ("LARGEST_UNPACKED", 9_000, "a.zip", "the archive unpacks to more than 0 MB; split it"),
}


@pytest.mark.parametrize(("limit", "value", "file", "why"), LIMITS.values(), ids=LIMITS)
def test_a_bomb_is_refused_before_it_is_unpacked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, file: str, why: str
) -> None:
    for module in (index.files.archives, index.files.sources):
        monkeypatch.setattr(module, limit, value, raising=False)
    write_zip(folder / "a.zip", {"big.txt": bytes(9_990), "a.txt": b"a", "b.txt": b"b"})
    monkeypatch.setattr(ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
    [refused] = [source for source in find_sources([folder]) if source.refused]
    assert (refused.file, refused.refused) == (file, why)


def test_a_member_never_gives_more_than_the_archive_says_it_holds(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"a.txt": bytes(1_000_000)})
    content = path.read_bytes().replace(struct.pack("<I", 1_000_000), struct.pack("<I", 10))
    path.write_bytes(content)
    [source] = find_sources([path])
    with pytest.raises(UnreadableFile, match="damaged in its archive"):
        source.read_bytes()


def test_a_large_file_is_refused_by_name_before_it_is_read(
    folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.files.sources, "LARGEST_FILE", 3 * 1024 * 1024)
    with (folder / "big.txt").open("wb") as file:
        file.truncate(4 * 1024 * 1024)
    (folder / "a.txt").write_bytes(HAIDIAN)
    assert skipped(run(folder, store)) == {"big.txt": "larger than 3 MB; no report is"}
    with pytest.raises(UnreadableFile, match="larger than 3 MB"):
        parse_file(folder / "big.txt")


def test_a_damaged_archive_keeps_the_readings_of_its_files(folder: Path, store: Path) -> None:
    write_zip(folder / "a.zip", TWO)
    run(folder, store)
    cut_off(folder / "a.zip")
    [why] = skipped(run(folder, store)).values()
    assert why.endswith("; its earlier reading stays")
    assert len(kept(store)) == 2


def test_an_archive_of_thousands_is_listed_and_read_quickly(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as archive:
        for number in range(3_000):
            archive.writestr(f"{number}.txt", b"x")
    started = time.perf_counter()
    assert sum(len(source.read_bytes()) for source in find_sources([path])) == 3_000
    assert time.perf_counter() - started < 5


# parse


def test_parse_reads_one_file_of_an_archive(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", TWO)
    report = parse_file(path / "海淀" / "2021.txt")
    assert (report.document.file, report.cover.agency) == ("a.zip/海淀/2021.txt", "北京市海淀区民政局")


def test_parse_reads_an_archive_of_one_file(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"海淀.txt": HAIDIAN, "海淀.png": b"x"})
    assert parse_file(path).document.file == "a.zip/海淀.txt"


@pytest.mark.parametrize(
    ("files", "inner", "told"),
    [
        (TWO, "", "a.zip: the archive holds 2 files; name one of a.zip/海淀/2021.txt, a.zip/南关.txt"),
        ({f"{n}.txt": b"x" for n in range(12)}, "", "a.zip/9.txt and 2 more"),
        ({"a.png": b"x", "b.png": b"x"}, "", "a.zip: the archive holds no file that can be read here"),
        (TWO, "nosuch.txt", "a.zip/nosuch.txt: there is no such file in the archive"),
    ],
    ids=["two", "twelve", "none", "no such"],
)
def test_parse_says_what_to_name(tmp_path: Path, files: dict[str, bytes], inner: str, told: str) -> None:
    path = write_zip(tmp_path / "a.zip", files)
    with pytest.raises(UnreadableFile) as error:
        parse_file(path / inner if inner else path)
    assert told in str(error.value)
