"""Reports added and removed on the page, in a real browser: a real server, a real store, files good and bad."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Page, expect

from index.store import Store
from tests.conftest import REPORTS
from tests.pages import OpenPage, ask, serving
from ui import upload_view
from ui.cli import main
from ui.collection import Collection
from ui.settings import Settings
from ui.uploads import FileLine, Uploads

DAXING = REPORTS / "北京市大兴区应急管理局" / "2020.txt"
LIAOZHONG = REPORTS / "沈阳市辽中区应急管理局" / "2020.txt"
HUANCUI = REPORTS / "威海市环翠区应急管理局" / "2020.txt"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "store", uploads=tmp_path / "uploads", browser=False)


@pytest.fixture
def empty(settings: Settings, chromium: Path) -> Iterator[str]:
    """A page over a store that was never built."""
    yield from serving(settings)


def add(page: Page, *files: Path) -> None:
    page.locator("#gk-files").set_input_files(files)
    expect(page.locator('.gk-uploaded[data-ended="1"]')).to_be_visible()


def test_the_first_reports_are_added_on_the_page_and_asked_about(
    empty: str, open_page: OpenPage, tmp_path: Path, settings: Settings
) -> None:
    archive = tmp_path / "年报.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(LIAOZHONG, "沈阳市辽中区应急管理局/2020.txt")
        packed.writestr("说明.xls", b"no report")
    notice = tmp_path / "通知.txt"
    notice.write_text("关于召开会议的通知。各单位请派人参加。\n" * 20, encoding="utf-8")
    page = open_page(url=empty)
    page.get_by_role("button", name="添加报告").press("Enter")
    expect(page.get_by_role("button", name="选择文件")).to_be_focused()
    add(page, DAXING, archive, notice)
    lines = page.locator(".gk-uploaded li")
    expect(lines).to_have_count(4)
    expect(page.locator(".gk-progress")).to_contain_text(
        "收录了 2 份报告 · 2 个文件没有收录", use_inner_text=True
    )
    expect(lines.filter(has_text="北京市大兴区应急管理局 2020")).to_contain_text("读出")
    expect(lines.filter(has_text="说明.xls")).to_contain_text("读不了这种格式的文件", use_inner_text=True)
    expect(lines.filter(has_text="通知.txt")).to_contain_text("没有收录")
    expect(page.locator("#gk-reports .gk-open")).to_have_count(2)
    kept = sorted(path.relative_to(settings.uploads).as_posix() for path in settings.uploads.rglob("*.*"))
    assert kept == ["2020.txt", "年报/沈阳市辽中区应急管理局/2020.txt"]
    page.get_by_role("tab", name="问答").click()
    ask(page, "大兴区应急局收到多少申请")
    expect(page.locator(".gk-text")).to_contain_text("21")


def test_what_is_there_already_is_not_added_twice(
    empty: str, open_page: OpenPage, tmp_path: Path, settings: Settings
) -> None:
    page = open_page("en-US", url=empty)
    page.get_by_role("tab", name="Reports").click()
    add(page, DAXING)
    expect(page.locator(".gk-progress")).to_contain_text("1 report added", use_inner_text=True)
    page.locator("#gk-files").set_input_files([DAXING])
    expect(page.locator(".gk-progress")).to_contain_text("1 already there", use_inner_text=True)
    page.locator("#gk-files").set_input_files([HUANCUI])  # another 2020.txt
    expect(page.locator(".gk-progress")).to_contain_text("1 report added", use_inner_text=True)
    expect(page.locator(".gk-uploaded")).to_contain_text("威海市环翠区应急管理局")
    assert sorted(path.name for path in settings.uploads.iterdir()) == ["2020 (2).txt", "2020.txt"]


def test_an_uploaded_report_is_removed_after_asking(
    empty: str, open_page: OpenPage, settings: Settings
) -> None:
    page = open_page(url=empty)
    page.get_by_role("tab", name="报告").click()
    add(page, DAXING)
    page.get_by_role("button", name="删除 北京市大兴区应急管理局 2020").press("Enter")
    dialog = page.get_by_role("dialog")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(dialog).to_contain_text("北京市大兴区应急管理局 2020")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("#gk-reports .gk-open")).to_have_count(1)
    page.get_by_role("button", name="删除 北京市大兴区应急管理局 2020").click()
    dialog.get_by_role("button", name="删除").click()
    expect(page.locator("#gk-reports .gk-empty")).to_be_visible()
    assert list(settings.uploads.rglob("*.txt")) == []


def test_reports_of_other_folders_stay_and_cannot_be_removed(
    store_path: Path, tmp_path: Path, settings: Settings, open_page: OpenPage, chromium: Path
) -> None:
    shutil.copytree(store_path, settings.store)
    changed = tmp_path / "新.txt"
    text = DAXING.read_text(encoding="utf-8").replace("大兴区", "丰台区")
    changed.write_text(text, encoding="utf-8")
    for url in serving(settings):
        page = open_page(url=url)
        other = open_page(url=url)
        page.get_by_role("tab", name="报告").click()
        page.evaluate(
            """([name, text]) => {
                const data = new DataTransfer();
                data.items.add(new File([text], name));
                document.querySelector('.gk-drop').dispatchEvent(
                    new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
            }""",
            ["新.txt", text],
        )
        ask(other, "哪个局收到的政府信息公开申请最多")
        expect(page.locator(".gk-progress")).to_contain_text("收录了 1 份报告", use_inner_text=True)
        expect(page.locator("#gk-reports .gk-open")).to_have_count(6)
        expect(page.locator("#gk-reports").get_by_role("button", name="删除")).to_have_count(1)
    assert DAXING.exists()


def test_a_page_that_is_open_to_everyone_offers_no_upload(
    store_path: Path, open_page: OpenPage, chromium: Path
) -> None:
    for url in serving(Settings(store=store_path, host="0.0.0.0", browser=False)):
        page = open_page(url=url)
        page.get_by_role("tab", name="报告").click()
        expect(page.locator("#gk-reports .gk-open")).to_have_count(5)
        expect(page.locator("#gk-upload")).to_contain_text("--auth")
        expect(page.locator("input[type=file]")).to_have_count(0)
        sent = page.request.post(
            f"{url}gradio_api/upload",
            multipart={"files": {"name": "a.txt", "mimeType": "text/plain", "buffer": b"something"}},
        )
        assert sent.status == 413


# ── without a browser ────────────────────────────────────────────────────────────────────────────


def test_a_hostile_name_stays_in_the_folder(settings: Settings, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as packed:
        packed.writestr("../../逃.txt", DAXING.read_bytes())
        packed.writestr("/etc/好.txt", HUANCUI.read_bytes())
    uploads = Uploads(settings)
    job = uploads.add([("../../bad.zip", bad)])
    assert job.ended.wait(60)
    assert [(line.name, line.state) for line in job.lines] == [("bad.zip/etc/好.txt", "indexed")]
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("好.txt")] == [
        "uploads/bad/etc/好.txt"
    ]


def test_a_file_of_a_report_that_is_there_from_elsewhere_is_not_kept(
    store_path: Path, settings: Settings, tmp_path: Path
) -> None:
    shutil.copytree(store_path, settings.store)
    same = tmp_path / "大兴.txt"
    shutil.copyfile(DAXING, same)
    job = Uploads(settings).add([("大兴.txt", same)])
    assert job.ended.wait(60)
    [line] = job.lines
    assert line.state == "refused"
    assert "北京市大兴区应急管理局/2020.txt" in line.why
    assert list(settings.uploads.rglob("*.txt")) == []


@pytest.mark.parametrize(
    ("changes", "offered"),
    [
        ({}, True),
        ({"host": "0.0.0.0"}, False),
        ({"host": "0.0.0.0", "auth": "li:secret"}, True),
        ({"host": "0.0.0.0", "upload": "on"}, True),
        ({"upload": "off"}, False),
    ],
)
def test_where_reports_can_be_added(changes: dict[str, str], offered: bool) -> None:
    assert Settings(**changes).may_upload is offered  # type: ignore[arg-type]


def test_a_build_of_everything_reads_what_was_uploaded_too(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (settings.uploads / "年报").mkdir(parents=True)
    shutil.copyfile(DAXING, settings.uploads / "年报" / "2020.txt")
    (tmp_path / "reports").mkdir()
    monkeypatch.setenv("GONGKAI_REPORTS", str(tmp_path / "reports"))
    monkeypatch.setenv("GONGKAI_UPLOADS", str(settings.uploads))
    assert main(["build", "--store", str(settings.store)]) == 0
    assert "1 indexed" in capsys.readouterr().out
    assert Collection(Store.open(settings.store)).reports().rows[0].root == str(settings.uploads.resolve())


def test_an_upload_waits_for_a_build_of_somebody_else(settings: Settings, tmp_path: Path) -> None:
    sent = tmp_path / "a.txt"
    shutil.copyfile(DAXING, sent)
    settings.store.mkdir()
    with FileLock(settings.store / ".lock"):
        job = Uploads(settings).add([("a.txt", sent)])
        assert not job.ended.wait(1.5)
    assert job.ended.wait(60)
    assert [line.state for line in job.lines] == ["indexed"]


def test_a_hostile_file_name_is_text() -> None:
    shown = upload_view.progress(
        [FileLine("<img src=x onerror=alert(1)>.txt", "refused", why="<b>")], ended=True
    )
    assert "<img" not in shown and "<b>&lt;" not in shown and "&lt;b&gt;" in shown
