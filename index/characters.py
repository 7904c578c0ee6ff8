"""Characters made comparable: compatibility forms, traditional characters, white space."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any


def simplify(text: str) -> str:
    """NFKC and simplified characters; white space stays, and so does the number of characters.

    >>> simplify("總 計㈠")
    '总 计(一)'
    """
    plain = unicodedata.normalize("NFKC", text.translate(_RADICALS))
    if _is_simplified(plain):
        return plain
    converted = str(_converter().convert(plain))
    return converted if len(converted) == len(plain) else plain


_KANGXI = re.compile(r"[\u2f00-\u2fdf]")

# The radicals that stand for a whole character in texts out of PDFs, with that character (Unicode, EquivalentUnifiedIdeograph).
_RADICALS = str.maketrans(
    "⺁⺄⺆⺇⺈⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺨⺩⺪⺫⺬⺭⺮⺯⺱⺲⺴⺵⺶⺷⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乙冂几刀卜㔾小小兀尣尢尢巳幺彑彐忄心扌攵无日月歹母民氵水灬爪爫丬犭王疋目示礻竹糹罓罒网冈羊羊耂肀聿肉臼艹艹艹虎衤西西见角角讠贝足车辶辶辶阝钅镸长长门阝雨青韦页风飞食飠饣饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟亀龟",
)


def unify_radicals(text: str) -> str:
    """Radicals that a PDF's fonts put in a character's place, replaced by it; the number of characters stays.

    >>> unify_radicals("⼈⺠政府")
    '人民政府'
    """
    return _KANGXI.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text.translate(_RADICALS))


def normalise(text: str) -> str:
    """NFKC, simplified characters, no white space: `㈠ 總計` → `(一)总计`."""
    return "".join(simplify(text).split())


_CLAUSE_MARKS = str.maketrans(",;:!?", "，；：！？")


def simplify_prose(text: str) -> str:
    """Simplified characters, with the marks that part clauses in full width, however they are printed.

    >>> simplify_prose("報告由Ａ局編制,現予公布(見附件)")
    '报告由A局编制，现予公布(见附件)'
    """
    return simplify(text).translate(_CLAUSE_MARKS)


def _is_simplified(text: str) -> bool:
    """GB 2312 has no traditional characters: what it can write needs no conversion (and no dictionary loaded)."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
