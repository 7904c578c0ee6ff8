"""How people in offices write for short: 徐州市府 for its 人民政府, 教育口 for all that is of education."""

from __future__ import annotations

import re

# Patterns stay text until a question first needs them.
_GOVERNMENT = r"(?<=[省市区县镇乡])(?:正府|府)(?![第邸右库])"
_LINES = (
    r"(?<=教育|公安|财政|应急|卫生|卫健|住建|城管|民政|交通|水利|水务|环保|生态|规划|司法|人社|农业|文旅|审计|统计|资源|执法)"
    r"(?:口|条线|战线)(?!岸|径|头|号|述)"
)


def written_out(question: str) -> str:
    """The question with such words in full.

    >>> written_out("徐州市府21年新收"), written_out("教育口22年新收")
    ('徐州市政府21年新收', '教育系统22年新收')
    """
    if "府" in question:
        question = re.sub(_GOVERNMENT, "政府", question)
    if "口" in question or "线" in question:
        question = re.sub(_LINES, "系统", question)
    return question
