"""The code of a template: Jinja2's generator, every operation that could grow sent through the context."""

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame


class BoundedGenerator(CodeGenerator):
    """Nothing is calculated while compiling: Jinja2 would fold constants, and so set bombs off."""

    def write_commons(self) -> None:
        """The names that the code of every template begins with."""
        super().write_commons()
        self.writeline("cond_expr_undefined = undefined")
        self.writeline("show = environment.show")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Text as it stands; values as the kind of the template shows them."""
        for child in node.nodes:
            if frame.buffer is None:
                self.writeline("yield ", child)
            else:
                self.writeline(f"{frame.buffer}.append(context.held(", child)
            if isinstance(child, nodes.TemplateData):
                self.write(repr(child.data))
            else:
                self.write("show(")
                self.visit(child, frame)
                self.write(")")
            if frame.buffer is not None:
                self.write("))")

    def visit_FilterBlock(self, node: nodes.FilterBlock, frame: Frame) -> None:  # noqa: N802
        """`{% filter %}`: what it makes is shown like any other value."""
        inner = frame.inner()
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        self.buffer(inner)
        self.blockvisit(node.body, inner)
        self.start_write(frame, node)
        self.write("show(")
        self.visit_Filter(node.filter, inner)
        self.write(")")
        self.end_write(frame)
        self.leave_frame(inner)

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802
        """`a < b`, `a in b`, `a < b < c`."""
        self.write("context.compare(")
        self.visit(node.expr, frame)
        for operand in node.ops:
            self.write(f", {operand.op!r}, ")
            self.visit(operand.expr, frame)
        self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        """`a ~ b`."""
        self._write_items("context.joined((", node.nodes, frame, "))")

    def visit_List(self, node: nodes.List, frame: Frame) -> None:  # noqa: N802
        """`[a, b]`."""
        self._write_items("context.own_list((", node.items, frame, "))")

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:  # noqa: N802
        """`(a, b)`, or the names that a loop or `set` unpacks into."""
        if node.ctx == "load":
            self._write_items("context.paid((", node.items, frame, "))")
        else:
            super().visit_Tuple(node, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802
        """`{'a': b}`."""
        self.write("context.own_dict((")
        for pair in node.items:
            self._write_items("(", [pair.key, pair.value], frame, "), ")
        self.write("))")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """`a[b]` and `a[b:c]`."""
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        ends = (node.arg.start, node.arg.stop, node.arg.step)
        self._write_items("context.part(", [node.node], frame, "")
        for end in ends:
            self.visit(nodes.Const(None) if end is None else end, frame)
            self.write(", ")
        self.write(")")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: ARG002, N802
        """A method by name, a function by name, or a deed of a tag; no value is ever called."""
        called = node.node
        if isinstance(called, nodes.EnvironmentAttribute):
            self.write(f"context.{called.name}(None")
        elif isinstance(called, nodes.Getattr):
            self.write("context.method(")
            self.visit(called.node, frame)
            self.write(f", {called.attr!r}")
        elif isinstance(called, nodes.Name):
            self.write(f"context.function({called.name!r}")
        else:
            self.fail("only methods and functions can be called", node.lineno)
        self.signature(node, frame)
        self.write(")")

    def _write_items(self, before: str, items: "list[nodes.Expr]", frame: Frame, after: str) -> None:
        self.write(before)
        for item in items:
            self.visit(item, frame)
            self.write(", ")
        self.write(after)
