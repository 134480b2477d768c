# Makes compiled code of what a model wrote: a whole function, a body, a class.
#
# Knows: the answer's text, the prompt that it was to continue, the name that is
# asked for. Must never know: tests. Runs in the answer's process.
import ast

ANSWER = "<answer>"


class LoadError(Exception):
    """The text cannot be made a program; the message is for people."""


class Unit:
    """Compiled code, and how many lines of other text stand before the answer's own."""

    def __init__(self, code, n_before=0):
        self.code = code
        self.n_before = n_before


def compiled(text, name=ANSWER):
    return compile(text, name, "exec", 0, True)


def assembled(prompt, preamble, text, entry_point):
    """The units to run, one after the other, in one module.

    The prompt's head and the answer are compiled apart, so that a `from __future__`
    of either is the first statement of its unit.
    """
    if not entry_point:
        return [Unit(compiled(text))]
    code = tree = trouble = None
    try:
        code = compiled(text)
    except (SyntaxError, ValueError) as error:
        trouble = error
    if code is None or not defines(code, entry_point):
        tree, _ = parsed(text)
        if tree is None or entry_point not in names_of(tree, entry_point):
            return without_head(prompt, text, entry_point, tree, trouble)
        if code is None:
            raise trouble
    if preamble.strip():
        return [Unit(compiled(preamble, "<prompt>")), Unit(code)]
    return [Unit(code)]


def defines(code, entry_point):
    """Whether compiled text surely defines it; a tree tells more, but costs more."""
    inner = [const for const in code.co_consts if type(const) is type(code)]
    if any(const.co_name == entry_point for const in inner):
        return True
    return any(
        const.co_name == "Solution" and any(
            getattr(part, "co_name", None) == entry_point for part in const.co_consts
        )
        for const in inner
    )  # fmt: skip


def without_head(prompt, text, entry_point, tree, trouble):
    """The text does not define the function: it is a body, or it defines another one."""
    head = parsed_head(prompt)
    if head is None or entry_point not in names_of(head[0], entry_point):
        if trouble is not None:
            raise trouble
        raise LoadError(other_name(tree, entry_point))
    if trouble is None and functions_of(tree):
        raise LoadError(other_name(tree, entry_point))
    return continued(prompt, text, entry_point, head[1])


def parsed(text):
    try:
        return ast.parse(text), None
    except (SyntaxError, ValueError) as trouble:
        return None, trouble


def parsed_head(prompt):
    """The prompt's tree, and how far a body is indented. A prompt may end after a colon."""
    lines = prompt.rstrip(" \t")
    if lines and not lines.endswith("\n"):
        lines += "\n"
    for indent in (None, 4, 8, 2):
        tree, _ = parsed(lines if indent is None else lines + " " * indent + "pass\n")
        if tree is not None:
            return tree, indent or innermost_indent(tree)
    return None


def innermost_indent(tree):
    node, indent = tree, 4
    while isinstance(getattr(node, "body", None), list) and node.body:
        if node is not tree:
            indent = node.body[0].col_offset
        node = node.body[-1]
    return indent


def continued(prompt, text, entry_point, indent):
    """Prompt and body together: as it is, or with the indentation that it lost."""
    head = prompt.rstrip(" \t")
    if head and not head.endswith("\n"):
        head += "\n"
    n_before = head.count("\n")
    first_trouble = None
    for body in bodies(text, prompt[len(prompt.rstrip(" \t")) :], indent):
        try:
            code = compiled(head + body)
        except (SyntaxError, ValueError) as trouble:
            if isinstance(trouble, SyntaxError) and trouble.lineno:
                trouble.lineno -= n_before
            first_trouble = first_trouble or trouble
            continue
        if entry_point in names_of(ast.parse(head + body), entry_point):
            return [Unit(code, n_before)]
    raise first_trouble or LoadError("the answer does not continue `%s`" % entry_point)


def bodies(text, tail, indent):
    if not text.strip():
        raise LoadError("the answer is empty")
    lines = text.split("\n")
    first = next(number for number, line in enumerate(lines) if line.strip())
    margin = " " * indent
    restored = lines[:first] + [margin + lines[first]] + lines[first + 1 :]
    all_indented = "\n".join(margin + line if line.strip() else line for line in lines)
    if lines[first][:1] in (" ", "\t"):
        yield text
        width = len(lines[first]) - len(lines[first].lstrip())
        moved = [margin + line[width:] if not line[:width].strip() else line for line in lines]
        yield "\n".join(moved)
    elif tail:
        yield tail + text
    yield "\n".join(restored)
    yield all_indented


def preamble(prompt, entry_point):
    """The text that stands in the prompt before the function: imports and helpers."""
    if not prompt.strip():
        return ""
    # Nearly all prompts are plain enough for this; a tree costs most of a millisecond.
    start = prompt.find("\ndef %s(" % entry_point) + 1
    if prompt.startswith("def %s(" % entry_point):
        return ""
    if start and "@" not in prompt and not prompt.count('"""', 0, start) % 2:
        return prompt[:start]
    head = parsed_head(prompt)
    if head is None:
        # A fragment: nothing of it can be run.
        return ""
    for node in head[0].body:
        if entry_point in names_of(ast.Module([node], []), entry_point):
            first = min([node] + getattr(node, "decorator_list", []), key=lambda n: n.lineno)
            return "\n".join(prompt.split("\n")[: first.lineno - 1])
    return prompt


def names_of(tree, entry_point):
    """Names that the statements bind; a method of `Solution` counts as a name."""
    names = set()
    for node in statements(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
            if isinstance(node, ast.ClassDef) and node.name == "Solution":
                methods = {getattr(child, "name", None) for child in node.body}
                names |= methods & {entry_point}
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def statements(tree):
    """The statements of the module, and those under its `if` and `try`."""
    for node in tree.body:
        yield node
        if isinstance(node, (ast.If, ast.Try)):
            yield from statements(node)
            for part in node.orelse + getattr(node, "finalbody", []):
                yield part
            for handler in getattr(node, "handlers", []):
                yield from statements(handler)


def functions_of(tree):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [node.name for node in tree.body if isinstance(node, kinds)]


def other_name(tree, entry_point):
    functions = functions_of(tree) if tree is not None else []
    if not functions:
        return "the answer defines no function `%s`" % entry_point
    named = ", ".join("`%s`" % name for name in functions[:5])
    return "the answer defines %s, not `%s`" % (named, entry_point)
