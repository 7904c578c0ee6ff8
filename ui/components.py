"""What the parts of the page have in common of Gradio: pieces of HTML whose buttons are events."""

from __future__ import annotations

from typing import Any

import gradio as gr

# How every event of the page is set up; those that only read do not wait in the queue of the questions.
HIDDEN: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
QUICK: dict[str, Any] = {**HIDDEN, "queue": False}


def live(value: str, name: str, *events: str) -> gr.HTML:
    """A piece of HTML whose buttons (data-event) trigger these events; assets/page.js wires them."""
    quoted = ", ".join(f"'{event}'" for event in events)
    script = f"gongkai.wire(element, trigger, watch, props, '{name}', [{quoted}], upload)"
    return gr.HTML(value, js_on_load=script, elem_id=f"gk-{name}", apply_default_css=False)
