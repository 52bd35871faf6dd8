"""replicate: a paper's tables cell by cell, from either form of its data, and what is refused."""
import csv
import io
import json
import os

import harness

DATA = "../shared/data/cp2015"
FORMS = (DATA + "/archive", DATA)


def have_data():
    if os.path.isdir(DATA):
        return True
    print("# skipped: no ../shared/data/cp2015")
    return False


def test_every_cell_from_both_forms(p):
    if not have_data():
        return
    seen = []
    for form in FORMS:
        data = json.loads(p.good("replicate", "cp2015", "--data", form, "--format", "json").out)
        assert data["parley"] == "replicate/1", data["parley"]
        printed = [c for c in data["cells"] if c["published"] is not None]
        assert all({"case", "quantity", "country", "sector", "published", "ours", "match", "why"} <= set(c) for c in data["cells"])
        assert len(printed) == 1248, len(printed)
        other = [c for c in printed if not c["match"]]
        assert len(other) == 21 and all(c["why"] for c in other), [c for c in other if not c["why"]]
        seen.append([(c["case"], c["quantity"], c["country"], c["sector"], c["match"]) for c in data["cells"]])
    assert seen[0] == seen[1]


def test_exact_real_income_stands_beside_the_formula(p):
    if not have_data():
        return
    data = json.loads(p.good("replicate", "cp2015", "--data", FORMS[0], "--format", "json").out)
    exact = {c["country"]: c["ours"] for c in data["cells"] if c["quantity"] == "real_income_exact" and c["case"] == "NAFTA"}
    named = {k: v for k, v in exact.items() if k in ("Mexico", "Canada", "U.S.")}
    assert named, sorted({c["case"] for c in data["cells"] if c["quantity"] == "real_income_exact"})
    for country, value in (("Mexico", 0.00732), ("Canada", -0.11010), ("U.S.", 0.07415)):
        assert abs(named[country] - value) < 6e-6, (country, named[country])


def test_csv_has_one_row_a_cell(p):
    if not have_data():
        return
    rows = list(csv.DictReader(io.StringIO(p.good("replicate", "cp2015", "--data", FORMS[1], "--format", "csv").out)))
    assert sum(bool(r["published"]) for r in rows) == 1248, len(rows)


def test_unknown_paper(p):
    p.bad(1, "replicate", "cp2051", "--data", ".", says=("no paper \"cp2051\"", "cp2015"))


def test_data_are_needed_and_must_be_the_papers(p):
    p.bad(2, "replicate", "cp2015", says=("--data",))
    p.bad(1, "replicate", "cp2015", "--data", p.folder if hasattr(p, "folder") else ".", says=("neither",))


if __name__ == "__main__":
    harness.main(globals())
