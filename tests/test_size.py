"""Small things: functions of at most 30 lines, files of at most 300 (tests 400), templates of at most 120."""

import ast

from tests.house import ROOT, sources, tree

FUNCTION, FILE, TEST_FILE = 30, 300, 400


def functions():
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def test_no_function_is_longer_than_a_screen():
    long = [(name, lines) for name, lines in functions() if lines > FUNCTION]
    assert long == [], long


def test_nine_functions_in_ten_have_at_most_twenty_lines():
    lengths = sorted(lines for _name, lines in functions())
    assert lengths[int(len(lengths) * 0.9)] <= 20


def test_no_file_is_too_long():
    tests = [(p, TEST_FILE) for p in (ROOT / "tests").rglob("*.py")]
    long = [
        (str(p.relative_to(ROOT)), n)
        for p, most in [(p, FILE) for p in sources()] + tests
        if (n := len(p.read_text().splitlines())) > most
    ]
    assert long == [], long
