"""What kind of body a name is: a government itself, or a bureau under one."""

from __future__ import annotations

_GOVERNMENTS = ("人民政府", "人民政府机关", "行政公署", "管理委员会", "管委会")


def is_government(name: str) -> bool:
    """A government itself, not one of its departments: 黄埔区人民政府, 开发区管委会."""
    return name.endswith(_GOVERNMENTS)


def is_bureau(name: str) -> bool:
    """Whether a body is a 局: 黄埔区应急管理局 is one, the district government is not."""
    return name.split("(")[0].endswith("局")
