"""Characters made comparable: compatibility forms, traditional characters, white space."""

from __future__ import annotations

import unicodedata

# The traditional characters that occur in the form's own labels and headings.
_SIMPLIFIED = str.maketrans(
    "總計結轉數請處並開務項複議訴訟維糾後經關產範檔規製發廢現機構財費購額類絕據無審團業組織為報單於個與內務質應當學習動獲過"
    "區縣鄉鎮廳辦門會員場監資產國貿環護農業廣電體衛健統計檢調經濟鐵運輸設際實驗東臨灣陽寧雲貴慶滬蘇遼龍魯齊濟長義爾薩"
    "聯責誤觸協進屬億萬終誰領導軍億備閱讀網頁圖書館減",
    "总计结转数请处并开务项复议诉讼维纠后经关产范档规制发废现机构财费购额类绝据无审团业组织为报单于个与内务质应当学习动获过"
    "区县乡镇厅办门会员场监资产国贸环护农业广电体卫健统计检调经济铁运输设际实验东临湾阳宁云贵庆沪苏辽龙鲁齐济长义尔萨"
    "联责误触协进属亿万终谁领导军亿备阅读网页图书馆减",
)


def simplify(text: str) -> str:
    """NFKC and simplified characters; white space stays."""
    return unicodedata.normalize("NFKC", text).translate(_SIMPLIFIED)


def normalise(text: str) -> str:
    """NFKC, simplified characters, no white space: `㈠ 總計` → `(一)总计`."""
    return "".join(simplify(text).split())
