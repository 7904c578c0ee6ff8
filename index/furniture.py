"""Page furniture: the lines of a web page around a report, and where they begin after its last part."""

from __future__ import annotations

import re

_ROW = (
    r"索\s*引\s*号|发布机构|发布单位|发布部门|公开主体|公开机构|公开责任部门|制发机关|制发单位|发文机关|发文单位|主题分类|"
    r"公开日期|公开时间|公开形式|公开方式|公开范围|发布日期|发布时间|发文日期|成文日期|生成日期|生成时间|更新时间|更新日期|"
    r"印发日期|公布日期|时间|日期|信息来源|文章来源|来源|文号|发文字号|文件编号|主题词|关键词|信息分类|分类|体裁|有效性|"
    r"时效性?|信息名称|字号|字体|浏览次数|浏览量|浏览|点击数|点击量|点击率|阅读次数|阅读量|阅读|访问量|作者|撰稿|编辑|"
    r"责任编辑|审核|稿源|信息提供|视力保护色?|保护视力色?|语音播报|采集时间"
)
_LABELLED = re.compile(rf"^[\[【（(]?\s*(?:{_ROW})\s*(?:[:：\t\]】|｜]|$)")
_DATE_LINE = re.compile(
    r"^20\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_TOOLS = re.compile(
    r"^[\[【（(|\s]*(?:字号|字体|[大中小]|打印|分享|收藏|关闭|返回|(?:网站)?首页|当前位置|您?(?:现在)?所?在?的?位置|无障碍|适老化|"
    r"长者|繁[體体]|简体|登录|注册|智能问答|手机版|移动版|导航|扫一扫|微信|微博|视力保护|正文|浏览|阅读)(?:版|模式|字)?"
    r"(?:[\]】）):：>|｜\s＞»]|$)"
)
_CRUMBS = re.compile(r"(?:首页|位置).{0,40}[>＞»›→]|[>＞»›].{1,30}[>＞»›]")
_TAIL = re.compile(
    r"^[\s\[【（(|*·>]*(?:版[权權]所有|版权声明|copyright|©|[\u4e00-\u9fff]ICP备|ICP备|备案号|网站备案|"
    r"(?:网站)?(?:主[办辦]|承[办辦]|协办|主管|维护|建设|运维|指导)(?:[单單]位|方)?\s*[:：]|网站标识码|网站标识|政府网站标识|"
    r"[\u4e00-\u9fff]?公网安备|责任编辑|责编|编辑\s*[:：]|审核\s*[:：]|打印(?:本页|此页|本文|文章|页面)?[\s\]】|]*(?:$|关闭)|"
    r"关闭(?:窗口|本页|页面)?[\s\]】]*$|分享(?:到|至)|上一[篇条]|下一[篇条]|扫一扫|扫码|相关(?:链接|附件|文章|阅读|新闻|信息|解读|稿件)|"
    r"附件(?:下载)?\s*\d*\s*[:：]|附件(?:下载|列表)\s*$|文件下载|友情链接|返回顶部|回到顶部|返回(?:列表|首页)|(?:网站地图|联系我们|关于我们)(?:[\s|｜]|$)|"
    r"技术支持|网站声明|政府网站(?:找错|年度报表)|党政机关|建议使用|网站纠错|我要纠错|中国政府网\s*$|信息来源\s*[:：]|来源\s*[:：]|"
    r"[【\[]\s*(?:打印|关闭|纠错|返回|字体|大\s*中\s*小))",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:ICP备|公网安备|版权所有|网站标识码|All Rights Reserved)", re.IGNORECASE)
_LONGEST = 90  # characters; a longer line that does not begin as furniture is text


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page and not to the report: breadcrumbs, 索引号 and 来源 rows, tools, the page's foot.

    >>> is_furniture("来源：某局 发布日期：2023-01-12"), is_furniture("来源于群众的信息公开申请共3件。")
    (True, False)
    """
    bare = line.strip()
    if not bare or len(bare) > _LONGEST or bare.endswith(("。", "；")):
        return False
    return bool(
        _LABELLED.match(bare) or _DATE_LINE.match(bare) or _TOOLS.match(bare) or _CRUMBS.search(bare)
    ) or is_page_foot(bare)


def is_page_foot(line: str) -> bool:
    """Whether a line begins or belongs to what follows a report on its page: 附件：, 上一篇, 版权所有, 主办单位."""
    bare = line.strip()
    if not bare or bare.endswith("。"):
        return False
    return bool(_TAIL.match(bare)) or (len(bare) <= 200 and bool(_COPYRIGHT.search(bare)))


def end_of_report(text: str, start: int) -> int:
    """Where the report ends: before the first line of the page's foot after `start`, the white space before it included."""
    position = start
    for line in text[start:].splitlines(keepends=True):
        if is_page_foot(line):
            return start + len(text[start:position].rstrip())
        position += len(line)
    return len(text)


def end_of_page_head(text: str) -> int:
    """Where the page's head ends in the text before part 一: behind the last line of furniture above its first sentence."""
    position = end = 0
    for line in text.splitlines(keepends=True):
        position += len(line)
        if is_furniture(line):
            end = position
        elif len(line) > 30 and "。" in line:
            break
    return end
