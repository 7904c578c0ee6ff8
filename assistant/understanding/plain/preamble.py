"""What people say before they ask: who they are, what they write, a greeting. It narrows nothing and names no figure."""

from __future__ import annotations

import re

from assistant import patterns

# Compiled when a question opens so: most do not, and a quick answer should not wait for it.
_OPENINGS = ("你好", "在整理", "整理", "正在", "平均", "咱",
              "您好", "请问一下", "打扰", "大家好", "老师好", "我", "本人", "作为", "hi", "hello", "dear ",
             "good ", "excuse ", "sorry ", "hey", "our ", "my ", "as a", "i am ", "i'm ", "i’m ")  # fmt: skip
_CHINESE = (
    r"^(?:(?:你好|您好|请问一下|打扰(?:了|一下)|大家好|老师好|(?:hi|hello)(?=\W*[\u3400-\u9fff]))[，,。！!、\s]*"
    r"|(?:我们?|咱们?)?(?:这边|这里)?(?:[^，,。：:0-9]{0,8}?(?:局|委|厅|街道办?|办事处|镇|单位|区|县|部门))?(?:想|要|准备|打算)?(?:跟|和|与|同)"
    r"(?:兄弟|同类|周边|其他|别的|兄弟区县?)的?(?:单位|部门|地区|街道|局|机关)?(?:比一?比|对比一?下?|比较一?下?|做个?对[比标])[：:，,]\s*"
    r"|(?:我们?)?(?:在|正在)?(?:整理|汇总|准备|编写?|写|做|弄)[^，,。：:0-9]{0,8}的?(?:材料|资料|报告|台账|汇报|表格)[，,](?:还)?(?:缺|差|少|需要|要)一?个?(?:数字?|数据)[：:，,]\s*"
    r"|平均[数值]?(?:容易|会|常常?|往往|很容易)?(?:被|受)[^，,。：:0-9]{1,14}[，,。](?:所以|因此|因而|故)?"
    r"|(?:我|本人|我们)?(?:是|作为|在|正在|最近在|最近|做|在做|搞|从事|负责)(?:一个|一名|一位|个|名|位)?[^，,。？?！!0-9]{0,14}"
    r"(?:论文|研究|报道|稿子|文章|作业|课题|调研|记者|学生|市民|居民|村民|老师|律师|志愿者|公民|公务员)[^，,。？?！!0-9]{0,6}[，,。]\s*)+"
)
_ENGLISH = (
    r"^(?:(?:(?:hi|hello|hey)(?: there| all| everyone| team| again)?|dear [\w ]{1,20}|good (?:morning|afternoon|evening)"
    r"|excuse me|sorry to bother you)\b[\s,.!–—-]*"
    r"|as an? [\w -]{2,30}?(?:, |,? (?=i (?:need|want|would|am)\b))"
    r"|i(?: am|'m|’m) (?:a |an |writing |working on |doing |preparing |researching |studying |on the |covering |looking into |compiling "
    r"|drafting |putting together |building |making |collecting |gathering |planning |trying to |curious|interested)"
    r"[^,.?!0-9:–—]{0,60}(?:[,.:]\s*|\s[–—-]+\s)"
    r"|(?:our|my|a|some) (?:[\w-]+ ){1,3}?(?:reckons?|thinks?|believes?|suspects?|insists?|swears?|maintains?|is (?:convinced|sure|certain)"
    r"|tells me|told me|keeps (?:telling me|saying)|says|said|claims?)(?: that)? "
    r"|(?:our|my) (?:[\w-]+ ){1,3}?(?:wants?|needs?|asks?(?: for)?|would like|is asking(?: for)?|has asked(?: me)?(?: for)?)"
    r"(?: to (?:know|see|find out|learn))?[,:]? )+"
)

_STORY = (  # what happened to the asker, before the question; it is none of the question where that does not lean on it
    r"^(?P<story>(?:我|咱|俺|本人|听说|据说)[^？?]{2,70}?[，,。！;；])\s*(?:所以|因此|于是|因而|就|也|我|很|特别)*"
    r"(?P<asked>(?:想|要|希望|请|麻烦)(?:知道|问|请问|了解|查|打听|弄清|确认|问).+)$"
    r"|^(?P<story_en>(?:my|i|we|our)\b[^?]{5,150}?(?:[,.;!]|\s[–—-]+(?=\s)))\s*(?:so|and|therefore|hence|now)?[ ,]*"
    r"(?P<asked_en>(?:(?:i|we)(?:['’](?:d|m)| would| am)? (?:\w+ )?(?:like|want|wonder|need|curious|wondering)"
    r"|how many|what|please|could you|can you|tell me)\b.+)$"
    r"|^(?P<story_colon>(?:my|i|we|our)\b[^?:0-9]{5,150}?:)\s*(?P<asked_colon>.+)$"
)
_BEGINS_A_STORY = ("我", "咱", "俺", "本人", "听说", "据说", "my", "i", "we", "our")
_ASKS = r"多少|[几谁哪吗呢]|怎么|\b(?:how|what|which|who)\b"
_HOW_COMMON = (  # I wonder how common this is
    r"\bhow (?:common|usual|typical|normal|frequent|rare|unusual|widespread|often (?:this|that|it) happens|many people do this)"
    r"(?: (?:this|that|it|such (?:a thing|things)) (?:is|was|are))?"
)
_LEANS_ON_IT = (
    r"这样|这种|这类|这一类|同类|此类|类似|同样|一样|该类|如此|[像跟和]我"
    r"|\b(?:such|same|similar|likewise)\b|\blike (?:that|this|me|mine)\b"
    r"|\b(?:that|this|the) (?:ground|reason|way|kind|sort|answer|basis)\b"
)


def parted_story(question: str) -> tuple[str, str]:
    """What happened to the asker before, and the question; nothing where there is no such, or the question leans on it.

    >>> parted_story("我母亲申请过拆迁材料，所以想知道昆山市政府2021年收到多少申请")
    ('我母亲申请过拆迁材料，', '想知道昆山市政府2021年收到多少申请')
    >>> parted_story("我被以国家秘密拒绝了，想知道昆山市政府2021年这样的有几件")
    ('', '')
    """
    begins = question.strip().lower().startswith(_BEGINS_A_STORY)
    found = patterns.match(_STORY, question.strip(), re.IGNORECASE) if begins else None
    if not found:
        return "", ""
    story, asked = next(
        (found[f"story{of}"], found[f"asked{of}"]) for of in ("", "_en", "_colon") if found[f"story{of}"]
    )
    told = patterns.sub(_HOW_COMMON, "", story, flags=re.IGNORECASE)
    leans = patterns.search(_ASKS, told, re.IGNORECASE) or patterns.search(_LEANS_ON_IT, asked, re.IGNORECASE)
    return ("", "") if leans else (story, asked)


def without_preamble(question: str) -> str:
    """The question without what is said before it; all of it where nothing else is left.

    >>> without_preamble("我在写论文，想知道昆山市政府2021年收到多少申请")
    '想知道昆山市政府2021年收到多少申请'
    >>> without_preamble("Hello, I am a journalist. How many requests did Kunshan get?")
    'How many requests did Kunshan get?'
    """
    rest = question.strip()
    if not rest.lower().startswith(_OPENINGS):
        return question
    for opening in (_CHINESE, _ENGLISH):
        rest = patterns.sub(opening, "", rest, count=1, flags=re.IGNORECASE)
    return rest if len(rest) > 3 else question
