"""What a government's web site puts around a report: navigation, an index table, buttons, a footer."""

from __future__ import annotations

import random
from dataclasses import dataclass
from html import escape

from tests.report_paper import Manuscript

_MENU = ("首页", "要闻动态", "政务公开", "政务服务", "互动交流", "数据开放")
_SIDE_MENU = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开")


@dataclass(frozen=True)
class Site:
    """The site a report is published on."""

    name: str
    url: str
    publisher: str  # 发布机构, which need not be the agency that reports
    index_number: str
    date: str

    @classmethod
    def of(cls, manuscript: Manuscript, rng: random.Random) -> Site:
        agency = manuscript.agency
        place = agency.county or agency.city or agency.province
        day = f"{manuscript.year + 1}-01-{rng.randrange(15, 31)}"
        number = f"0{rng.randrange(10_000_000, 99_999_999)}/{manuscript.year + 1}-{rng.randrange(1, 999):05}"
        return cls(
            name=f"{place}人民政府" if place else agency.name,
            url=f"http://www.{rng.choice('abcdefgh')}{rng.choice('lmnop')}.gov.cn/art/{rng.randrange(9999)}.html",
            publisher=agency.name if rng.random() < 0.7 else f"{place}政务公开办公室",
            index_number=number,
            date=day,
        )

    def head(self, manuscript: Manuscript) -> str:
        return (
            f"<title>{manuscript.title}_政府信息公开年报_{self.name}</title>\n"
            f'<meta name="SiteName" content="{self.name}">\n<meta name="ArticleTitle" content="{manuscript.title}">\n'
            f'<meta name="PubDate" content="{self.date}">\n<link rel="canonical" href="{self.url}">\n'
        )

    def before(self, manuscript: Manuscript, rng: random.Random) -> str:
        """What stands above the article."""
        lines = [
            '<div class="top">无障碍 | 长者模式 | 繁体 | 登录</div>',
            f'<ul class="nav">{_links(_MENU)}</ul>',
            '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; '
            "<a>政府信息公开年报</a> &gt; 正文</div>",
            f'<ul class="side">{_links(_SIDE_MENU)}</ul>',
            self._index_table(manuscript),
            f'<h1 class="title">{escape(manuscript.title)}</h1>',
            f"<div>发布日期：{self.date}　来源：{self.publisher}　浏览次数：<span>{rng.randrange(20, 3000)}</span>　"
            "字号：[ <a>大</a> <a>中</a> <a>小</a> ]　<a>打印</a>　分享到：</div>",
        ]
        return "\n".join(lines) + "\n"

    def _index_table(self, manuscript: Manuscript) -> str:
        rows = (
            ("索引号", self.index_number, "主题分类", "政务公开"),
            ("发布机构", self.publisher, "发文日期", self.date),
            ("名称", manuscript.title, "有效性", "有效"),
        )
        cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
        return f'<table class="index">{"".join(f"<tr>{row}</tr>" for row in cells)}</table>'

    def after(self, rng: random.Random) -> str:
        """What stands below the article."""
        year = int(self.date[:4])
        lines = [
            "<div>责任编辑：管理员　<a>【打印本页】</a> <a>【关闭窗口】</a></div>",
            f"<div>上一篇：<a>{year - 2}年政府信息公开工作年度报告</a><br>下一篇：没有了</div>",
            "<div>扫一扫在手机打开当前页</div>",
            f'<div class="footer"><p>主办单位：{self.name}办公室　承办单位：大数据中心</p>'
            f"<p>{rng.choice('鲁苏粤京辽')}ICP备{rng.randrange(10_000_000, 20_000_000)}号-1　"
            f"网站标识码：{rng.randrange(3_700_000_000, 3_799_999_999)}　公安备案 {rng.randrange(10**13, 10**14)}号</p>"
            f"<p>版权所有：{self.name}　联系电话：12345</p></div>",
        ]
        return "\n".join(lines) + "\n"


def _links(names: tuple[str, ...]) -> str:
    return "".join(f'<li><a href="/{number}">{name}</a></li>' for number, name in enumerate(names))
