"""Brings ways together."""

from typing import ClassVar, Literal

from largesse.workflows.node import Group, Node


class MergePaths(Node):
    """Brings several ways together into one; every path that comes goes on by itself."""

    group: ClassVar[Group] = "flow"
    name: ClassVar[str] = "Merge Paths"

    type: Literal["merge"] = "merge"
