#!/usr/bin/env python3
"""diff, timeline, calendar, ledger, search, add: as a person asks them, on the little record of tests/record/dossiers/history."""
import json
import os
import stat
import xml.etree.ElementTree

import harness

RECORD = "tests/record/dossiers/history"
SOURCE = "- {id: new-one, publisher: A paper, title: Something new, published: 2026-06-01, kind: press}\n"


def as_json(p, shape, *words):
    data = json.loads(p.good(*words, "--format", "json", "--quiet").out)
    assert data["parley"] == shape, data["parley"]
    assert data["horizon"] == "2026-06-30", data["horizon"]
    return data


def read(path):
    with open(path, "rb") as stream:
        return stream.read()


# ---- diff ----

def test_diff_of_the_world(p):
    data = as_json(p, "diff/1", "diff", "2025-11-01", "2025-12-31", RECORD)
    assert data["kind"] == "world" and data["known_to"] == "2025-12-31", data
    assert {m["id"] for m in data["measures"]} == {"fentanyl", "reciprocal", "chip-payment"}, data["measures"]
    assert p.good("diff", "2025-11-01", "2025-12-31", RECORD, "--by", "CHN").out.count("fentanyl") == 0


def test_diff_of_knowledge(p):
    data = as_json(p, "diff/1", "diff", "2025-11-20", RECORD, "--known", "2025-11-01..2025-11-06")
    assert data["kind"] == "knowledge" and data["from"] == data["to"] == "2025-11-20", data
    again = p.good(*data["command"].split()[1:]).out
    assert json.loads(again) == data


def test_diff_refusals(p):
    p.bad(2, "diff", "2025-11-20", RECORD, says=("nothing to compare", "--known 2025-11-01..2025-12-05"))
    p.bad(2, "diff", "2025-11-20", "tomorrow", RECORD, says=("tomorrow", "is no date"))
    p.bad(2, "diff", "2025-11-20", RECORD, "--known", "2025-11-01..", says=("neither a date nor two",))
    p.bad(1, "diff", "2025-12-20", "2025-11-20", RECORD, says=("is after the second",))
    p.bad(1, "diff", "2025-11", "2025-12-20", RECORD, says=("vague",))
    p.bad(1, "diff", "2025-11-01", "2025-12-20", RECORD, "--by", "USB", says=("no party", "USA"))


# ---- timeline and calendar ----

def test_timeline_with_a_drawing(p):
    drawing = p.path("t.svg")
    data = as_json(p, "timeline/1", "timeline", RECORD, "--from", "2025-10", "--to", "2025-12-31", "--svg", drawing)
    assert [t["id"] for t in data["turns"]][0] == "kuala-lumpur", data["turns"]
    assert not any(t["kind"] in ("tally", "claim") for t in data["turns"])
    root = xml.etree.ElementTree.parse(drawing).getroot()
    assert root.tag.endswith("svg") and [child.tag.split("}")[1] for child in root][:2] == ["title", "desc"]
    everything = as_json(p, "timeline/1", "timeline", RECORD, "--all")
    assert {"tally", "claim"} <= {t["kind"] for t in everything["turns"]}


def test_timeline_as_it_was_known(p):
    data = as_json(p, "timeline/1", "timeline", RECORD, "--known", "2025-11-04")
    assert "surcharge" not in {t["id"] for t in data["turns"]}
    p.bad(2, "timeline", RECORD, "--from", "soon", says=("--from", "soon"))
    p.bad(1, "timeline", RECORD, "--from", "2026-01-01", "--to", "2025-01-01", says=("is after",))


def test_calendar_from_the_horizon(p):
    data = as_json(p, "calendar/1", "calendar", RECORD)
    assert data["from"] == "2026-06-30" and all(c["latest"] >= "2026-06-30" for c in data["cliffs"]), data
    assert all(c["sources"] for c in data["cliffs"])
    ics = p.path("c.ics")
    p.good("calendar", RECORD, "--ics", "--out", ics)
    assert read(ics).startswith(b"BEGIN:VCALENDAR\r\n") and read(ics).count(b"BEGIN:VEVENT") == len(data["cliffs"])
    p.bad(2, "calendar", RECORD, "--ics", "--format", "csv", says=("--ics",))


# ---- ledger ----

def test_ledger(p):
    data = as_json(p, "ledger/1", "ledger", RECORD, "--by", "CHN", "--asof", "2026-06-30")
    assert {a["id"]: a["status"] for a in data["promises"]} == {
        "soy": "met", "soy-years": "unknown", "planes": "unknown", "probes": "unknown", "coal": "not-begun"}, data
    assert p.good("ledger", RECORD, "--format", "csv", "--quiet").out.startswith("id,title,by,to,")


# ---- search ----

def test_search_keeps_its_index_where_it_is_told(p):
    home = {"XDG_CACHE_HOME": p.path("xdg"), "HOME": p.folder}
    data = json.loads(p.good("search", "soybeans", RECORD, "--format", "json", env=home).out)
    assert data["hits"][0]["file"].endswith("commitments.yaml") and data["hits"][0]["line"] > 0, data
    assert len(os.listdir(p.path("xdg/parley"))) == 1
    p.good("search", "rare", "earths", RECORD, "--cache", p.path("own"), env=home)
    assert len(os.listdir(p.path("own"))) == 1
    assert json.loads(p.good("search", "soybeans", RECORD, "--format", "json", env={"XDG_CACHE_HOME": "", "HOME": ""}).out)["index"] is None


def test_search_takes_any_words(p):
    for words in ('"', "soy* NEAR(", "'; DROP TABLE entry", "title:x"):
        result = p.run("search", words, RECORD, "--cache", p.path("own"))
        assert result.status in (0, 2), result
    p.bad(2, "search", "--most=0", "soy", RECORD, says=("--most",))


# ---- add ----

def test_add_appends_and_touches_nothing_else(p):
    record = p.copy(RECORD, "record")
    sources = os.path.join(record, "sources.yaml")
    harness.replace_once(sources, "- {id: order", "# a comment that stays\n- {id: order")
    os.chmod(sources, 0o640)
    before = {name: read(os.path.join(record, name)) for name in sorted(os.listdir(record)) if name.endswith(".yaml")}
    data = json.loads(p.good("add", "source", record, "--from-file", p.write("draft.yaml", SOURCE), "--format", "json").out)
    assert data["parley"] == "add/1" and data["id"] == "new-one" and data["line"] == harness.line_of(sources, "new-one"), data
    assert read(sources) == before["sources.yaml"] + SOURCE.encode()
    assert stat.S_IMODE(os.stat(sources).st_mode) == 0o640
    assert all(read(os.path.join(record, name)) == text for name, text in before.items() if name != "sources.yaml")
    p.good("check", record)


def test_add_refuses_with_the_place_in_the_draft(p):
    record = p.copy(RECORD, "record")
    before = read(os.path.join(record, "commitments.yaml"))
    draft = p.write("draft.yaml",
                    "- id: more\n  title: More\n  by: CHN\n  to: USA\n  promise: purchase\n  quantity: 3\n  source: [nobody]\n")
    p.bad(1, "add", "commitment", record, "--from-file", draft, says=(f"{draft}:6:", "unit"))
    p.bad(1, "add", "source", record, "--from-file", p.write("twice.yaml", SOURCE.replace("new-one", "truce")), says=("truce", "twice"))
    p.bad(1, "add", "source", record, "--from-file", p.write("empty.yaml", "\n"), says=("no entry",))
    p.bad(1, "add", "source", record, "--from-file", p.write("bad.yaml", "- {id: x\n"), says=("bad.yaml:",))
    p.bad(2, "add", "sauce", record, says=("sauce", "source"))
    assert read(os.path.join(record, "commitments.yaml")) == before
    assert sorted(os.listdir(record)) == sorted(os.listdir(RECORD))


def test_add_finds_the_file_of_a_measure(p):
    record = p.copy(RECORD, "record")
    measure = ("- id: extra\n  title: Extra\n  by: CHN\n  on: [USA]\n  goods: all\n  instrument: tariff\n  history:\n"
               "    - {from: 2026-05-01, rate: 5, source: [autumn]}\n")
    out = p.good("add", "measure", record, "--from-file", p.write("m.yaml", measure)).out
    assert "measures/cn.yaml:" in out, out
    other = p.write("n.yaml", measure.replace("extra", "other"))
    out = p.good("add", "measure", record, "--to", "measures/other.yaml", "--from-file", other).out
    assert "measures/other.yaml:1" in out, out
    p.bad(2, "add", "measure", record, "--to", "../out.yaml", "--from-file", other, says=("measures/",))


def test_add_through_an_editor(p):
    record = p.copy(RECORD, "record")
    good = p.write("good.yaml", SOURCE)
    editor = {"VISUAL": "", "EDITOR": f"cp {good}", "TMPDIR": p.folder}
    p.good("add", "source", record, env=editor)
    assert b"new-one" in read(os.path.join(record, "sources.yaml"))
    result = p.bad(1, "add", "source", record, env=editor, says=("new-one", "the draft is in"))  # the same id again
    draft = [name for name in p.names() if name.startswith("parley-source-")]
    assert len(draft) == 1 and draft[0] in result.err and read(p.path(draft[0])) == SOURCE.encode(), p.names()
    p.bad(4, "add", "source", record, env={**editor, "EDITOR": "true"}, says=("as it was",))
    p.bad(4, "add", "source", record, env={**editor, "EDITOR": "false"}, says=("did not end well",))
    p.bad(2, "add", "source", record, env={"VISUAL": "", "EDITOR": ""}, says=("EDITOR", "--from-file"))


def test_templates_name_the_keys(p):
    for kind in ("source", "person", "event", "measure", "commitment", "claim", "item"):
        text = p.good("add", kind, "--template").out
        assert text.startswith("- id:"), text
    assert not [name for name in p.names() if name.startswith("parley-add")]


if __name__ == "__main__":
    harness.main(globals())
