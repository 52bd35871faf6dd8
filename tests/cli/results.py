"""What the program gives when asked well: fixed JSON shapes, golden numbers, defaults, pipes, files written whole."""
import csv
import io
import json
import os
import shutil
import stat
import subprocess

import harness

# Real income of a 25 % US duty on all Chinese goods, percent. Independent solutions of the same equations in numpy.
GOLDEN_81 = {"USA": (-0.02326, 1e-5), "CHN": (-0.21923, 1e-5), "VNM": (0.44558, 5e-5), "MEX": (0.16374, 5e-5)}
GOLDEN_16 = {"USA": -0.02327, "CHN": -0.21853, "VNM": 0.44752, "MEX": 0.16308, "EUN": 0.02399}

# US duty on Chinese goods over the ordinary duty, percentage points: a List 3 line, a List 4A line, an unlisted line.
LINES = ("0203.29.20", "0201.10.05", "8471.30.01")
GOLDEN_RATES = {
    "2018-09-24": (10, 0, 0),
    "2020-02-14": (25, 7.5, 0),
    "2025-02-04": (35, 17.5, 10),
    "2025-04-05": (55, 37.5, 30),
    "2025-05-14": (55, 37.5, 30),
    "2025-11-10": (45, 27.5, 20),
    "2026-07-24": (37.5, 20, 12.5),
}
ACCURACY = {"residual", "walras", "evaluations", "seconds"}


def as_json(p, shape, *words):
    data = json.loads(p.good(*words, "--format", "json").out)
    assert data["parley"] == shape, data["parley"]
    assert {"horizon", "world", "accuracy"} <= set(data), sorted(data)
    return data


def incomes(data):
    return {region["id"]: region["real_income_pct"] for region in data["regions"]}


def test_overview_without_arguments(p):
    result = p.good()
    for command in ("brief", "check", "asof", "rate", "run", "value", "lists", "world"):
        assert f"\n  {command} " in result.out, result
    assert "parley brief us-china" in result.out and result.err == "", result
    assert p.good("help").out == p.good("--help").out == result.out


def test_version(p):
    assert p.good("--version").out.split()[0] == "parley"


def test_help_of_every_command(p):
    for command in ("brief", "check", "asof", "rate", "run", "value", "lists", "world"):
        text = p.good(command, "--help").out
        assert text.startswith(f"usage: parley {command} "), text
        assert "--format text|csv|json" in text and "--out FILE" in text, text
        assert p.good("help", command).out == p.good(command, "-h").out == text


def test_run_81_regions(p):
    data = as_json(p, "run/1", "run", "examples/us-25-on-china.yaml")
    found = incomes(data)
    for region, (expected, tolerance) in GOLDEN_81.items():
        assert abs(found[region] - expected) <= tolerance, (region, found[region], expected)
    assert len(found) == 81 and data["world"] == "hybrid2022-81", data["world"]
    assert data["horizon"] is None and ACCURACY <= set(data["accuracy"]), data["accuracy"]
    assert data["accuracy"]["residual"] < 1e-10 and data["accuracy"]["walras"] < 1e-10, data["accuracy"]


def test_run_16_regions(p):
    found = incomes(as_json(p, "run/1", "run", "examples/us-25-on-china.yaml", "--world", "hybrid2022-16"))
    for region, expected in GOLDEN_16.items():
        assert abs(found[region] - expected) <= 1e-5, (region, found[region], expected)


def test_run_has_its_fixed_fields(p):
    data = as_json(p, "run/1", "run", "examples/us-25-on-china.yaml", "--world", "hybrid2022-16", "--flows")
    assert {"id", "real_income_pct", "ev_musd", "real_wage_pct", "terms_of_trade_pct", "revenue_musd"} <= set(data["regions"][0])
    assert {"from", "to", "sector", "base", "new"} <= set(data["flows"][0])


def test_limits_and_promises_of_a_run(p):
    """One of each: what binds holds its limit, the rents have their owners, and CSV says what JSON says."""
    data = as_json(p, "run/1", "run", "examples/instruments.yaml")
    limits = {limit["id"]: limit for limit in data["limits"]}
    assert [limits[f"change {k}"]["state"] for k in (1, 2, 3)] == ["binding", "slack", "binding"], limits
    for limit in limits.values():
        assert limit["quantity"] <= limit["limit"] + 1e-9 and limit["wedge_pct"] >= 0, limit
    assert abs(limits["change 1"]["quantity"] - 0.5) < 1e-9 and limits["change 1"]["rent_to"] == "origin"
    assert limits["change 3"]["rent_to"] == "origin-firms" and limits["change 3"]["from"] == "CHN"
    promise, = data["promises"]
    assert promise["by"] == "CHN" and promise["of"] == "USA" and promise["sector"] is None, promise
    assert abs(promise["quantity"] - 1.5) < 1e-9 and promise["subsidy_pct"] > 0 and promise["cost_musd"] > 0, promise
    rents = {region["id"]: region["rents_musd"] for region in data["regions"]}
    assert abs(rents["USA"] - limits["change 1"]["rent_musd"]) < 1e-6 * rents["USA"], rents
    assert abs(rents["CHN"] - limits["change 3"]["rent_musd"]) < 1e-6 * rents["CHN"], rents
    assert rents["VNM"] == 0 and all(region["profits_musd"] == 0 for region in data["regions"])
    rows = list(csv.DictReader(io.StringIO(p.good("run", "examples/instruments.yaml", "--limits", "--format", "csv").out)))
    assert [row["kind"] for row in rows] == ["limit"] * 3 + ["promise"], rows
    assert float(rows[3]["wedge_pct"]) == -promise["subsidy_pct"] and rows[3]["sector"] == "", rows
    text = p.good("run", "examples/instruments.yaml").out
    assert "\nLimits on quantities\n" in text and "\nPromises to buy\n" in text and "rents m US$" in text, text


def test_limits_of_a_scenario_on_top_of_a_policy(p):
    path = p.write("on-top.yaml", "world: hybrid2022-16\nelasticities: {trade: 4}\nbase: us-china\npolicy: us-china@2026-10-17\nchange:\n"
                                  "  - {instrument: quota, by: CHN, on: [USA], goods: {sector: [B]}, limit: 0.2}\n")
    limit, = as_json(p, "run/1", "run", path)["limits"]
    assert limit["id"] == "change 1" and limit["rent_to"] == "destination" and limit["quantity"] <= 0.2 + 1e-9, limit


def test_a_subsidy_on_all_sales_and_on_exports(p):
    head = "world: hybrid2022-16\nelasticities: {trade: 4}\nchange:\n"
    whole = p.write("whole.yaml", head + "  - {instrument: subsidy, by: CHN, goods: {sector: [C29]}, rate: 10}\n")
    abroad = p.write("abroad.yaml", head + "  - {instrument: subsidy, by: CHN, on: all, goods: {sector: [C29]}, rate: 10}\n")
    tax = p.write("tax.yaml", head + "  - {instrument: export-tax, by: CHN, on: all, goods: {sector: [C29]}, rate: -10}\n")
    runs = [as_json(p, "run/1", "run", path, "--flows") for path in (whole, abroad, tax)]
    assert incomes(runs[1]) == incomes(runs[2]) != incomes(runs[0])
    home = [next(f for f in run["flows"] if f["from"] == f["to"] == "CHN" and f["sector"] == "C29") for run in runs]
    assert home[0]["new"] / home[0]["base"] != home[1]["new"] / home[1]["base"]


def test_assumptions_are_named_in_the_trace(p):
    path = "examples/bottleneck.yaml"
    data = as_json(p, "run/1", "run", path)
    assert "elasticity among materials row boehm2019 of upper-elasticities.csv" in data["elasticities"], data["elasticities"]
    assert data["firms"] == "free"
    one = as_json(p, "run/1", "run", path, "--materials", "1", "--value-added", "1", "--final", "1", "--scale", "0", "--home", "4")
    plain = p.write("plain.yaml", open(path, encoding="utf-8").read().replace(", value-added: boehm2019, materials: boehm2019", ""))
    for region, value in incomes(as_json(p, "run/1", "run", plain)).items():
        assert abs(value - incomes(one)[region]) < 1e-9, region
    assert incomes(data) != incomes(one)
    fixed = p.write("fixed.yaml", "world: hybrid2022-16\nelasticities: {trade: 12, sectors: {C19: 60}}\nfirms: fixed\nchange:\n"
                                  "  - {instrument: tariff, by: USA, on: [CHN], goods: all, add: 25}\n")
    data = as_json(p, "run/1", "run", fixed)
    assert data["firms"] == "fixed" and all(region["profits_base_musd"] > 0 for region in data["regions"]), data["regions"][0]
    assert "firms fixed in number" in p.good("run", fixed).out.replace("\n          ", " ")
    assert as_json(p, "run/1", "run", fixed, "--firms", "free")["firms"] == "free"


def test_no_change_is_exactly_no_change(p):
    path = p.write("same.yaml", "world: hybrid2022-16\nelasticities: {trade: {uniform: 4}}\nchange: []\n")
    assert set(incomes(as_json(p, "run/1", "run", path)).values()) == {0.0}


def test_lerner_import_tax_equals_export_tax(p):
    one = incomes(as_json(p, "run/1", "run", "examples/lerner-import.yaml"))
    other = incomes(as_json(p, "run/1", "run", "examples/lerner-export.yaml"))
    assert one["USA"] > 0.5
    for region, value in one.items():
        assert abs(value - other[region]) < 1e-9, (region, value, other[region])


def test_run_with_policy_and_changes_is_measured_from_the_policy(p):
    war = as_json(p, "run/1", "run", "examples/us-china-war.yaml")
    assert war["policy"] == "us-china@2026-10-17" and war["base"] == "us-china@2022-07-01", (war["policy"], war["base"])
    still = p.write("still.yaml", "world: hybrid2022-16\nelasticities: {trade: {uniform: 4}}\n"
                                  "base: us-china\npolicy: us-china@2026-10-17\n")
    moved = p.write("moved.yaml", open(still, encoding="utf-8").read() +
                    "change:\n  - {instrument: tariff, by: USA, on: [CHN], goods: all, add: 0}\n")
    assert any(abs(value) > 1e-3 for value in incomes(as_json(p, "run/1", "run", still)).values())
    assert max(abs(value) for value in incomes(as_json(p, "run/1", "run", moved)).values()) < 1e-9
    assert "base year" in as_json(p, "run/1", "run", still)["policy"]


def test_every_example_runs(p):
    for name in sorted(os.listdir("examples")):
        result = p.run("run", "examples/" + name)
        assert result.status == (3 if name == "cut-off.yaml" else 0), f"{name}: {result}"


def test_cut_off_region_without_a_deficit_has_a_solution(p):
    found = incomes(as_json(p, "run/1", "run", "examples/cut-off.yaml", "--deficits", "zero"))
    assert found["VNM"] < -10, found["VNM"]


def test_best_iterate_is_printed_and_said_to_be_none(p):
    path = p.write("far.yaml", "world: hybrid2022-16\nelasticities: {trade: {uniform: 0.05}}\nchange:\n" + "".join(
        f"  - {{instrument: tariff, by: {by}, on: all, goods: everything, rate: 1000000000}}\n" for by in ("USA", "CHN", "EUN")))
    result = p.run("run", path, "--format", "json")
    assert result.status == 3 and "warning: NOT A SOLUTION" in result.err, result
    assert json.loads(result.out)["accuracy"]["residual"] > 1e-6, result


def test_golden_rates(p):
    for day, expected in GOLDEN_RATES.items():
        for hs, rate in zip(LINES, expected):
            data = as_json(p, "rate/1", "rate", hs, "us-china", "--from", "CHN", "--to", "USA", "--asof", day)
            assert data["added_pct"] == rate, (day, hs, data["added_pct"], rate)
            assert {"mfn_pct", "rate_pct", "layers"} <= set(data)
    layer = data["layers"][0]
    assert {"id", "layer", "rate_pct", "applied", "why"} <= set(layer) and isinstance(layer["applied"], bool), layer


def test_rate_explained_in_text(p):
    text = p.good("rate", LINES[0], "us-china", "--from=CHN", "--to=USA", "--asof=2025-11-10", "--explain").out
    assert "45" in text and "us-301-list3" in text and "us-ieepa-fentanyl" in text, text


def test_rate_timeline_meets_the_golden_rates(p):
    for place, hs in enumerate(LINES):
        data = as_json(p, "rate-timeline/1", "rate", hs, "us-china", "--from", "CHN", "--to", "USA", "--timeline")
        turns = data["turns"]
        assert turns[0]["date"] == "2018-01-01" and turns == sorted(turns, key=lambda turn: turn["date"])
        for day, expected in GOLDEN_RATES.items():
            added = [turn["added_pct"] for turn in turns if turn["date"] <= day][-1]
            assert added == expected[place], (hs, day, added)
    later = as_json(p, "rate-timeline/1", "rate", LINES[0], "us-china", "--from", "CHN", "--to", "USA", "--timeline", "--since", "2025-03-01")
    assert later["turns"][0]["date"] == "2025-03-01" and later["turns"][0]["added_pct"] == 35, later["turns"][0]
    assert "10 -> 25" in p.good("rate", LINES[0], "us-china", "--from", "CHN", "--to", "USA", "--timeline").out


def test_asof_states(p):
    def states(*words):
        data = as_json(p, "asof/1", "asof", *words, "us-china", "--all")
        assert {"id", "state", "rate", "unit", "layer", "since", "until", "sources"} <= set(data["measures"][0])
        return {measure["id"]: measure["state"] for measure in data["measures"]}
    assert states("2025-11-10")["us-ieepa-fentanyl"] == "in-force"
    assert states("2026-10-17")["us-ieepa-fentanyl"] == "struck-down"
    # The suspension was signed on 4 November 2025: it cannot be seen by who knows only what was known the day before.
    assert states("2025-11-10")["us-ieepa-reciprocal"] == "suspended"
    assert states("2025-11-10", "--known", "2025-10-01") != states("2025-11-10")


def test_past_the_horizon_is_said(p):
    assert as_json(p, "asof/1", "asof", "2027-01-01", "us-china")["beyond_horizon"] is True
    assert "not known after 2026-10-17" in p.good("asof", "2027-01-01", "us-china").out.lower()


def test_value_and_lists(p):
    data = as_json(p, "value/1", "value", "us-china")
    assert data["horizon"] == "2026-10-17" and data["asof"] == "2026-10-17", data["asof"]
    item = next(item for item in data["items"] if item["id"] == "end-forced-labour-duty")
    assert {"pct", "musd", "low", "high"} <= set(item["parties"]["USA"]) and item["list"] in ("cooperation", "outstanding"), item
    assert {item["list"] for item in data["items"]} <= {"cooperation", "outstanding", "neutral", "silent"}
    assert as_json(p, "lists/1", "lists", "us-china")["parley"] == "lists/1"


def test_value_of_chosen_items(p):
    data = as_json(p, "value/1", "value", "us-china", "--items", "tiktok,end-forced-labour-duty")
    assert sorted(item["id"] for item in data["items"]) == ["end-forced-labour-duty", "tiktok"]


def test_tolerance_moves_an_item(p):
    def on(tolerance):
        data = as_json(p, "value/1", "value", "us-china", "--items", "end-forced-labour-duty", "--tolerance", tolerance)
        return data["items"][0]["list"]
    assert on("0.001") != "neutral" and on("50") == "neutral"


def test_value_on_top_of_a_scenario(p):
    """The items of a record on top of a scenario's changes; the base policy zero stands apart from the record's."""
    data = as_json(p, "value/1", "value", "examples/us-china-war.yaml", "--items", "end-cn-reciprocal")
    plain = as_json(p, "value/1", "value", "us-china", "--items", "end-cn-reciprocal")
    assert data["items"][0]["parties"]["USA"]["pct"] != plain["items"][0]["parties"]["USA"]["pct"]
    zero = as_json(p, "value/1", "value", "us-china", "--items", "end-cn-reciprocal", "--base", "zero")
    assert zero["base"] == "zero" and plain["base"] == "us-china@2022-07-01"


def test_elasticities_are_named_in_the_trace(p):
    assert "4 in every sector" in as_json(p, "lists/1", "lists", "us-china")["elasticities"]
    assert "column cp2015_used" in as_json(p, "lists/1", "lists", "us-china", "--elasticities", "cp2015_used")["elasticities"]
    path = p.write("mine.csv", "sector,theta\n" + "".join(f"{row[0]},3\n" for row in sectors()))
    assert as_json(p, "lists/1", "lists", "us-china", "--elasticities", path)["elasticities"] == "file " + path


def sectors():
    with open("worlds/elasticities.csv", encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))[1:]


def test_the_command_of_the_trace_gives_the_same_again(p):
    first = json.loads(p.good("lists", "--format=json").out)
    words = first["command"].split()
    assert words[0] == "parley" and "us-china" in words and "2026-10-17" in words, words
    again = json.loads(p.good(*words[1:]).out)
    for data in (first, again):
        del data["accuracy"]["seconds"]
    assert first == again


def test_defaults_are_said(p):
    result = p.good("lists")
    assert "us-china" in result.err and "2026-10-17" in result.err and "us-china" in result.out, result
    assert p.good("lists", "--quiet").err == ""


def test_check_of_the_shipped_record(p):
    data = as_json(p, "check/1", "check", "us-china")
    assert data["horizon"] == "2026-10-17" and data["problems"] == [], data
    assert p.good("check").err == ""


def test_check_keeps_conflicts_side_by_side(p):
    conflicts = as_json(p, "check/1", "check", "us-china")["conflicts"]
    assert len(conflicts) > 20, len(conflicts)
    for conflict in conflicts:
        assert {"entry", "field", "file", "line", "values", "why", "departs"} == set(conflict), conflict
        assert [value["used"] for value in conflict["values"]] == [True] + [False] * (len(conflict["values"]) - 1), conflict
    text = p.good("check", "us-china").out
    assert f"us-china: sound; {len(conflicts)} conflicts between sources, kept side by side" in text.splitlines()[-1], text[-200:]
    rows = list(csv.DictReader(io.StringIO(p.good("check", "us-china", "--format", "csv").out)))
    assert sum(row["row"] == "conflict" for row in rows) == len(conflicts), len(rows)


def test_average_over_time(p):
    words = ["average", "us-china", "--from", "CHN", "--to", "USA"]
    data = as_json(p, "average/1", *words, "--since", "2025-01-01", "--until", "2025-06-30", "--daily")
    changes = {change["date"]: change for change in data["changes"]}
    assert data["since"] == "2025-01-01" and data["until"] == "2025-06-30" and len(data["daily"]["date"]) == 181
    assert abs(changes["2025-02-04"]["change_pct"] - 10) < 1e-9 and changes["2025-04-10"]["added_pct"] > 100, changes
    assert "daily" not in as_json(p, "average/1", *words, "--since", "2025-01-01")
    rows = list(csv.DictReader(io.StringIO(p.good(*words, "--since", "2025-02-03", "--until", "2025-02-04", "--format", "csv").out)))
    assert [row["date"] for row in rows] == ["2025-02-03", "2025-02-04"], rows
    then = as_json(p, "average/1", *words, "--as-known")
    assert then["known"] == "each day itself" and then["changes"] != as_json(p, "average/1", *words)["changes"]
    assert "2025-04-10" in p.good(*words).out


def test_csv_is_a_table(p):
    for words in (["run", "examples/us-china-war.yaml"], ["asof", "2026-01-01", "us-china"], ["value", "us-china"], ["lists", "us-china"],
                  ["rate", "7208.10", "us-china", "--from", "CHN", "--to", "USA"], ["world", "list"], ["world", "check", "hybrid2022-16"]):
        rows = list(csv.reader(io.StringIO(p.good(*words, "--format", "csv").out)))
        assert len(rows) > 1 and len({len(row) for row in rows}) == 1, (words, rows[:2])


def test_worlds(p):
    assert {world["id"] for world in as_json(p, "world-list/1", "world", "list")["worlds"]} >= {"hybrid2022-16", "hybrid2022-81"}
    as_json(p, "world-show/1", "world", "show", "hybrid2022-16")
    as_json(p, "world-check/1", "world", "check", "worlds/hybrid2022-16.prlw")


def test_aggregate_again_gives_the_shipped_world(p):
    out = p.path("sum.prlw")
    result = p.good("world", "aggregate", "hybrid2022-81", "--groups", "worlds/hybrid2022/regions16.csv", "--id", "hybrid2022-16",
                    "--title", "16 regions, 22 sectors, 2022", "--out", out)
    assert out in result.out and "16 regions" in result.out, result
    found = incomes(as_json(p, "run/1", "run", "examples/us-25-on-china.yaml", "--world", out))
    assert abs(found["USA"] - GOLDEN_16["USA"]) <= 1e-5


def test_brief_writes_one_page(p):
    result = p.good("brief", "us-china", cwd=p.folder, env={"PARLEY_DATA": os.getcwd()})
    assert p.names() == ["us-china-brief.html"], p.names()
    assert result.out.startswith("us-china-brief.html\n") and "United States and China" in result.out, result
    with open(p.path("us-china-brief.html"), encoding="utf-8") as stream:
        page = stream.read()
    assert page.lstrip().lower().startswith("<!doctype html") and page.rstrip().endswith("</html>"), page[:200]
    assert "parley brief us-china --asof 2026-10-17" in page
    assert p.good("brief", "us-china", "--out", "-").out.lstrip().lower().startswith("<!doctype html")
    assert p.good("brief", "us-china", "--out", p.path("quiet.html"), "--quiet").out == ""


def test_out_is_written_whole_and_keeps_its_mode(p):
    path = p.write("out.json", "old\n")
    os.chmod(path, 0o640)
    result = p.good("lists", "us-china", "--format", "json", "--out", path)
    assert result.out == "" and p.names() == ["out.json"], (result.out, p.names())
    with open(path, encoding="utf-8") as stream:
        assert json.load(stream)["parley"] == "lists/1"
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o640


def test_a_refusal_keeps_the_old_file(p):
    path = p.write("out.json", "old\n")
    p.bad(3, "run", "examples/cut-off.yaml", "--out", path)
    with open(path, encoding="utf-8") as stream:
        assert stream.read() == "old\n"


def test_reader_that_leaves_early(p):
    with subprocess.Popen([harness.PROGRAM, "run", "examples/us-25-on-china.yaml", "--flows", "--format", "csv"], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:
        assert process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b"" and process.wait() == 0


def test_closed_standard_output(p):
    done = subprocess.run(["/bin/sh", "-c", f'exec "{harness.PROGRAM}" lists us-china >&-'], stderr=subprocess.PIPE, check=False)
    assert done.returncode == 4 and b"standard output" in done.stderr, (done.returncode, done.stderr)


def test_no_colour_and_no_progress_in_a_pipe(p):
    for words in (["lists", "us-china"], ["run", "examples/us-25-on-china.yaml"]):
        result = p.good(*words, env={"TERM": "xterm-256color"})
        assert "\x1b" not in result.out + result.err and "\r" not in result.out + result.err


def test_options_stand_anywhere(p):
    plain = p.good("asof", "2026-01-01", "us-china", "--format", "csv").out
    assert p.good("asof", "--format=csv", "2026-01-01", "us-china").out == plain
    assert p.good("asof", "--format", "csv", "--", "2026-01-01", "us-china").out == plain


def test_data_is_found_beside_the_program_and_by_the_variable(p):
    p.good("asof", "2026-01-01", "us-china", cwd=p.folder, env={"PARLEY_DATA": os.getcwd()})
    os.makedirs(p.path("prefix/bin"))
    os.makedirs(p.path("prefix/share/parley"))
    os.symlink(os.path.abspath("dossiers"), p.path("prefix/share/parley/dossiers"))
    shutil.copy(harness.PROGRAM, p.path("prefix/bin/parley"))
    done = subprocess.run([p.path("prefix/bin/parley"), "check"], cwd=p.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 0, done.stderr


if __name__ == "__main__":
    harness.main(globals())
