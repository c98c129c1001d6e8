"""Templates that want more than there is: each is refused, in a child process that a miss would kill."""

import json
import subprocess
import sys
from typing import Final

import pytest

MEMORY: Final = 768 * 1024 * 1024
SECONDS: Final = 2  # of processor time
GROWTH: Final = 64  # MiB

# One process loads everything, and forks a child for each template, which has the limits.
NURSERY: Final = """
import json, os, resource, signal, sys
from largesse.core.templates import TemplateError, compile_template

def render(source):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    values = {"customer": {"x": "y" * 1000}, "s": "<" * 60000, "big": list(range(5000))}
    try:
        said = f"rendered {len(compile_template(source).render(values))}"
    except TemplateError as error:
        said = f"refused: {error}"
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    return f"grew by {grown} MiB, {said}" if grown > limits["growth"] else said

limits, sources = json.load(sys.stdin)
compile_template("{{ 1 }}{% for i in range(2) %}{{ i|string }}{% endfor %}", kind="html").render({})
outcomes = {}
for name, source in sources.items():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
        resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
        signal.alarm(60)
        said = eval(source[6:]) if source.startswith("#eval:") else render(source)
        os.write(writer, said.encode()[:4000])
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        said = pipe.read()
    status = os.waitpid(child, 0)[1]
    outcomes[name] = said if status == 0 else f"died with {status} after saying {said!r}"
print(json.dumps(outcomes))
"""

BRACKETS: Final = "{{ " + "[" * 3_000 + "]" * 3_000 + " }}"
DOUBLING: Final = (
    "{% set ns = namespace(x='aaaaaaaaaa') %}"
    "{% for i in range(100) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}"
)
RECURSION: Final = "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}"
# The table of the trials: what went through the sandbox of Jinja2 as it comes.
TABLE: Final = {
    "repeated text": "{{ 'a'*10**9 }}",
    "repeated text in brackets": "{{ ('a'*10**8) }}",
    "repeated list": "{{ [0]*10**9 }}",
    "nested loops": "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "long range": "{% for a in range(10**7) %}x{% endfor %}",
    "center": "{{ 'a'|center(10**9) }}",
    "format filter": "{{ '%1000000000d'|format(1) }}",
    "indent": "{{ 'a\n'|indent(10**6) }}",
    "lipsum": "{{ lipsum(n=100000) }}",
    "format method": "{{ '{:>1000000000}'.format(1) }}",
    "format by key": "{{ '{:>1000000000}'['format'](1) }}",
    "doubling": DOUBLING,
    "replace": "{{ ('a' * 1000)|replace('a', 'b' * 1000)|replace('b', 'c' * 1000) }}",
    "recursive macro": RECURSION,
    "brackets": BRACKETS,
    "walk to the classes": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "powers": "{{ 9**9**9 }}",
}
# What we thought of ourselves.
MORE: Final = {
    "double list": (
        "{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}"
        "{% endfor %}{{ ns.x }}"
    ),
    "double mapping": (
        "{% set ns = namespace(x={'a': 1}) %}{% for i in range(99) %}"
        "{% set ns.x = {'a': ns.x, 'b': ns.x} %}{% endfor %}"
    ),
    "double tuple as key": (
        "{% set ns = namespace(x=(1,)) %}{% for i in range(30) %}{% set ns.x = (ns.x, ns.x) %}"
        "{% endfor %}{{ {ns.x: 1} }}"
    ),
    "compared lists": (
        "{% set ns = namespace(x=[1], y=[1]) %}{% for i in range(40) %}"
        "{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}"
    ),
    "list of itself": "{% set a = [] %}{% do a.append(a) %}{{ a }}",
    "compared lists of themselves": (
        "{% set a = [] %}{% do a.append(a) %}{% set b = [] %}{% do b.append(b) %}{{ a == b }}"
    ),
    "sorted lists of themselves": "{% set a = [] %}{% do a.append(a) %}{{ [a, 1]|sort }}",
    "appended doubling": (
        "{% set a = [1] %}{% for i in range(1000) %}{% do a.append(a[:] ~ '') %}{% endfor %}{{ a }}"
    ),
    "checksums": "{% for i in range(1000) %}" + "{% set a = s|md5 %}" * 900 + "{% endfor %}",
    "slices": "{% for i in range(1000) %}" + "{% set a = s[1:] %}" * 1000 + "{% endfor %}",
    "kept slices": "{% set l = [] %}{% for i in range(1000) %}"
    + "{% do l.append(s[1:]) %}" * 800
    + "{% endfor %}",
    "comparisons": "{% for i in range(1000) %}" + "{{ s < s ~ 'x' }}" * 900 + "{% endfor %}",
    "searches": "{% for i in range(1000) %}" + "{% if 'a' in s %}{% endif %}" * 600 + "{% endfor %}",
    "tags to strip": "{% for i in range(1000) %}" + "{% set a = s|striptags %}" * 500 + "{% endfor %}",
    "html to cut": "{% for i in range(1000) %}" + "{% set a = s|truncatehtml(9) %}" * 400 + "{% endfor %}",
    "numbers that are long": "{% set n = ' ' * 60000 %}{% for i in range(1000) %}"
    + "{{ n * 1 }}" * 900
    + "{% endfor %}",
    "numbers that are no numbers": "{% set n = ' ' * 60000 %}{% for i in range(1000) %}"
    + "{% if n == 1 %}{% endif %}" * 600
    + "{% endfor %}",
    "captured text": "{% for i in range(1000) %}{% set x %}" + "{{ s }}" * 1000 + "{% endset %}{% endfor %}",
    "filtered text": "{% filter upper %}{% for i in range(1000) %}"
    + "{{ s }}" * 1000
    + "{% endfor %}{% endfilter %}",
    "printed text": "{% for i in range(1000) %}" + "{{ s }}" * 1000 + "{% endfor %}",
    "literal text": "{% for i in range(1000) %}" + "text " * 3000 + "{% endfor %}",
    "batch": "{{ [1]|batch(10**9, 'x') }}",
    "slice": "{{ [1]|slice(10**9) }}",
    "wordwrap": "{{ s|wordwrap(1, true, s) }}",
    "join": "{{ s|list|join(s) }}",
    "joined by a method": "{{ s.join(s) }}",
    "zfill": "{{ '1'.zfill(10**9) }}",
    "round": "{{ 1|round(10**9, 'ceil') }}",
    "fixed": "{{ 1|fixed(10**9) }}",
    "date": "{{ 0|datetimeformat('%1000000000d') }}",
    "long date": "{{ 0|datetimeformat('%A' * 10000) }}",
    "subtraction": "{% set ns = namespace(x=1) %}{% for i in range(1000) %}"
    + "{% set ns.x = ns.x - (0 - ns.x) %}" * 500
    + "{% endfor %}{{ ns.x }}",
    "multiplication": (
        "{% set ns = namespace(x=9) %}{% for i in range(1000) %}{% set ns.x = ns.x * ns.x %}{% endfor %}"
    ),
    "map": "{{ range(1000)|map('replace', '', s)|join }}",
    "sum of lists": "{{ [[1]]|sum(start=[]) }}",
    "long loop": "{% for i in big %}x{% endfor %}",
    "characters": "{% for i in s %}x{% endfor %}",
    "chain of nots": "{{ " + "not " * 4_000 + "1 }}",
    "chain of minuses": "{{ " + "-" * 9_000 + "1 }}",
    "chain of sums": "{{ 1" + " + 1" * 4_000 + " }}",
    "chain of keys": "{{ a" + ".a" * 9_000 + " }}",
    "chain of filters": "{{ a" + "|e" * 9_000 + " }}",
    "nested ifs": "{% if 1 %}" * 900 + "{% endif %}" * 900,
    "nested groups": "{{ " + "(" * 9_000 + "1" + ")" * 9_000 + " }}",
    "long integer": "{{ " + "9" * 19_000 + " }}",
    "long source": "{{ 1 }}" + "x" * 400_000,
    "long source of few letters": "Ł" * 200_001,
    "power of two": "{{ 2 ** (10 ** 9) }}",
    "fraction": "{{ 10.0 ** 400 }}",
    "escaped": "{{ (s|e)|e|e|e|e|e }}",
    "base64": "{{ (s|base64Encode)|base64Encode }}",
    "json": "{{ s|list|tojson|tojson }}",
    "long tags": "{{ 1 }}" * 3_000,
    "long tag": "{{ '}}' ~ " + "s ~ " * 6_000 + "1 }}",
    "long arguments": "{% vouchervar id={{ [" + "s|md5, " * 3_000 + "] }} %}{% endvouchervar %}",
    "long text": "x" * 300_000,
    "unbalanced": "{% if {{ (" * 200,
}


# What shows that the limits are there: these are no templates, but Python.
PLANTED: Final = {"endless": "#eval:[x for x in iter(int, 1)]", "huge": "#eval:'a' * 10**10"}
HARMLESS: Final = {
    "table": "{% for line in big[:1000] %}<td>{{ loop.index }}"
    "{{ line|string|replace('1', 'one')|upper }}</td>{% endfor %}",
    "sums": "{% set sums = [] %}{% for line in big[:1000] %}{% do sums.append(line * 2) %}{% endfor %}"
    "{{ sums|sum }}",
    "long mail": "<p>text</p>" * 20_000 + "{{ customer.x }}",
}


@pytest.fixture(scope="module")
def outcomes() -> dict[str, str]:
    """What became of each template in a child of its own."""
    limits = {"memory": MEMORY, "seconds": SECONDS, "growth": GROWTH}
    done = subprocess.run(
        [sys.executable, "-c", NURSERY],
        input=json.dumps([limits, {**TABLE, **MORE, **PLANTED, **HARMLESS}]),
        capture_output=True,
        text=True,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", [*TABLE, *MORE])
def test_a_bomb_is_refused_before_it_goes_off(name: str, outcomes: dict[str, str]) -> None:
    assert outcomes[name].startswith("refused: ")


@pytest.mark.parametrize("name", PLANTED)
def test_a_bomb_that_goes_off_is_noticed(name: str, outcomes: dict[str, str]) -> None:
    assert outcomes[name].startswith("died with ")


@pytest.mark.parametrize("name", HARMLESS)
def test_what_a_careful_author_writes_is_not_refused(name: str, outcomes: dict[str, str]) -> None:
    assert outcomes[name].startswith("rendered ")
