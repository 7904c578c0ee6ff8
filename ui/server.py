"""The page over a store: the assistant behind it, and how it is served."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.conversation import Answer, Turn
from index.errors import GongkaiError
from index.files.sources import LARGEST_FILE
from ui.chat import build_page
from ui.collection import Collection
from ui.feedback import feedback_file
from ui.follow_ups import FollowUp, follow_ups
from ui.reading import Reading, read_question, understood
from ui.settings import Settings
from ui.uploads import Uploads

if TYPE_CHECKING:
    import gradio as gr

    from assistant.ask import Assistant
    from assistant.guard import Rows

ASSETS = Path(__file__).parent / "assets"
STYLES = ("page.css", "charts.css", "browse.css")
SCRIPTS = ("page.js", "upload.js", "answer.js", "keys.js", "hint.js", "theme.js", "browse.js")
ASKING_AT_ONCE = 8  # questions answered at the same time; more wait their turn
FONTS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")
MONO_FONTS = ("ui-monospace", "Consolas", "Noto Sans Mono CJK SC", "monospace")
_log = logging.getLogger(__name__)


class Engine:
    """The assistant over a store, opened when first needed; asks again while nothing has been built."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._assistant: Assistant | None = None

    def ask(self, question: str, history: Sequence[Turn]) -> Answer:
        """Answers one question."""
        return self._opened().ask(question, history)

    def read(self, question: str, before: Sequence[str]) -> Reading:
        """How a question is understood."""
        return read_question(self._opened(), question, before)

    def suggest(self, reading: Reading, answer: Answer, turns: Sequence[Turn]) -> list[FollowUp]:
        """What could be asked next."""
        assistant = self._opened()
        before = [turn.question for turn in turns]
        return follow_ups(
            reading, answer, turns, assistant.ask, partial(understood, assistant, before=before)
        )

    def collection(self) -> Collection:
        """What the store holds, for the page's lists and the source panel."""
        return Collection(self._opened().store)

    def run_sql(self, sql: str) -> Rows:
        """The rows of a visitor's own query; on a connection of its own, so that nobody waits for it."""
        from assistant.guard import Guard

        guard = Guard(self._opened().store)
        try:
            return guard.ask(sql)
        finally:
            guard.close()

    def warm(self) -> None:
        """Opens the store behind the page while it loads; what is wrong with it is said when it is needed."""
        try:
            self._opened()
        except GongkaiError as error:
            _log.debug("not warmed: %s", error)

    def _opened(self) -> Assistant:
        """The assistant over the store as it is now: a build that ended since is seen at the next question."""
        from ui.opening import open_assistant

        with self._lock:
            if self._assistant is None or self._assistant.store.refreshed() is not self._assistant.store:
                self._assistant = open_assistant(self._settings)
            return self._assistant


def serve(settings: Settings, block: bool = True) -> gr.Blocks:
    """Opens the page and serves it until interrupted; `block=False` returns once it listens."""
    engine = Engine(settings)
    threading.Thread(target=engine.warm, name="warm", daemon=True).start()
    uploads = Uploads(settings) if settings.may_upload else None
    is_open = not settings.is_local and not settings.auth
    feedback = feedback_file(settings.store)
    page = build_page(
        engine.ask,
        engine.collection,
        engine.run_sql,
        engine.read,
        engine.suggest,
        feedback,
        uploads,
        is_open,
    )
    page.queue(default_concurrency_limit=ASKING_AT_ONCE, api_open=False)
    page.launch(**launch_options(settings), prevent_thread_lock=True)
    print(f"Gongkai: {page.local_url}", flush=True)
    if block:
        page.block_thread()
    return page


def launch_options(settings: Settings) -> dict[str, Any]:
    """How Gradio serves the page: here only, with our own style and script, without its footer."""
    import gradio as gr

    script = "".join((ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS)
    # in the head: `css=` is rewritten by Gradio
    style = "".join((ASSETS / name).read_text(encoding="utf-8") for name in STYLES)
    return {
        "server_name": settings.host,
        "server_port": settings.port,
        "auth": settings.accounts or None,
        "inbrowser": settings.browser,
        "share": False,
        "max_file_size": LARGEST_FILE if settings.may_upload else 1,  # Gradio itself takes files at all times
        "show_error": False,
        "quiet": True,
        "footer_links": [],
        "run_history": False,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": False,
        "enable_monitoring": False,
        "theme": gr.themes.Base(primary_hue="red", neutral_hue="stone", font=FONTS, font_mono=MONO_FONTS),
        "head": f"<style>{style}</style><script>{script}</script>",
        "favicon_path": ASSETS / "seal.svg",
    }
