"""A report as a web page inside the frame of a site."""

from __future__ import annotations

from html import escape

from corpora.ledger.document import Break, Document, blocks
from corpora.ledger.forms import Form
from corpora.ledger.text import head_line

_LEVELS = {"cover": "h1", "part": "h2", "heading1": "h3", "heading2": "h4"}
_TOP = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}</title>
<style>.c{{text-align:center}}</style><script>var n = "12.34万元";</script></head><body>
<div class="top"><a href="/">首页</a><a href="/zw">政务公开</a><a href="/fw">办事服务</a></div>
<div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/ys">预决算公开</a></div>
<div class="article"><div class="info">发布时间：2025-09-12 来源：{title} 浏览次数：<span>3021</span>
【<a href="javascript:print()">打印</a>】【<a href="#">关闭</a>】</div><div id="zoom">
"""
_BOTTOM = """</div><div class="share">分享到：</div>
<p><a href="/1.html">上一篇：某区2024年度部门决算</a></p></div>
<div class="foot">版权所有：某市人民政府 ICP备05000000号<br>网站标识码：3700000000</div></body></html>
"""


def to_html(document: Document, charset: str = "utf-8") -> str:
    """The page of a report; ``charset`` is what it declares."""
    parts = [_TOP.format(charset=charset, title=document.ledger.department.name)]
    for block in blocks(document):
        if isinstance(block, Form):
            parts.append(_form(block))
        elif not isinstance(block, Break):
            tag = _LEVELS.get(block.kind, "p")
            parts.append(f"<{tag}>{escape(block.text)}</{tag}>\n")
    return "".join(parts) + _BOTTOM


def _form(form: Form) -> str:
    lines = [f'<p class="c"><strong>{form.title}</strong></p>']
    if form.subtitle:
        lines.append(f"<p>{form.subtitle}</p>")
    number, department = head_line(form)
    if number:
        lines.append(f"<p>{number}</p>")
    lines.append("<p>" + department.rstrip().replace("\t", "&nbsp;&nbsp;&nbsp;&nbsp;") + "</p><table>")
    for row in form.head:
        cells = "".join(f"<td{_span(cell.cols, cell.rows)}>{escape(cell.text)}</td>" for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    for body in form.body:
        cells = "".join(f"<td{_span(cell.cols, 1)}>&nbsp;{escape(cell.text)}</td>" for cell in body)
        lines.append(f"<tr>{cells}</tr>")
    lines.append("</table>")
    lines.extend(f"<p>{escape(note)}</p>" for note in form.notes)
    return "\n".join(lines) + "\n"


def _span(cols: int, rows: int) -> str:
    wide = f' colspan="{cols}"' if cols > 1 else ""
    high = f' rowspan="{rows}"' if rows > 1 else ""
    return wide + high
