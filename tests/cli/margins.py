"""grad and decompose: fixed shapes, slopes against runs, parts that sum, and what is refused."""
import csv
import io
import json
import math

import harness

US_25 = ("examples/us-25-on-china.yaml", "--world", "hybrid2022-16")
HEAD = "world: hybrid2022-16\nelasticities: {trade: 4}\nchange:\n"


def as_json(p, shape, *words):
    data = json.loads(p.good(*words, "--format", "json").out)
    assert data["parley"] == shape and {"horizon", "world", "accuracy"} <= set(data), sorted(data)
    return data


def slopes(data, region):
    found, = [r["gradient"] for r in data["regions"] if r["id"] == region]
    return {(s["instrument"], s["by"], s["on"], s["sector"]): s["dlnW_per_pp"] for s in found}


def incomes(data):
    return {r["id"]: math.log1p(r["real_income_pct"] / 100) for r in data["regions"]}


def test_grad_has_its_fixed_fields(p):
    data = as_json(p, "grad/1", "grad", *US_25)
    assert [r["id"] for r in data["regions"]] == ["USA", "CHN"], data["regions"]
    for region in data["regions"]:
        assert {"instrument", "by", "on", "sector", "dlnW_per_pp", "musd_per_pp", "unit"} <= set(region["gradient"][0])
        assert {(s["by"], s["on"]) for s in region["gradient"]} == {("USA", "CHN"), ("CHN", "USA")}
        assert {s["instrument"] for s in region["gradient"]} == {"tariff", "export-tax", "friction"}


def test_grad_is_the_slope_of_runs(p):
    """A tenth of a point more and less on one sector, by run."""
    line = "  - {instrument: tariff, by: USA, on: [CHN], goods: {sector: [C26]}, rate: %s}\n"
    up, down, at = (p.write(f"at-{rate}.yaml", HEAD + line % rate) for rate in ("10.1", "9.9", "10"))
    high, low = incomes(as_json(p, "run/1", "run", up)), incomes(as_json(p, "run/1", "run", down))
    data = as_json(p, "grad/1", "grad", at, "--regions", "USA,CHN,VNM", "--sectors", "C26", "--instrument", "tariff")
    for region in ("USA", "CHN", "VNM"):
        slope = slopes(data, region)["tariff", "USA", "CHN", "C26"]
        assert abs(slope - (high[region] - low[region]) / 0.2) < 1e-4 * abs(slope), (region, slope)


def test_grad_of_limits_and_promises(p):
    """A percent of a limit: by run, a limit one percent higher and lower."""
    def case(limit, floor):
        return p.write(f"case-{limit}-{floor}.yaml", HEAD +
                       f"  - {{instrument: licence, by: CHN, on: [USA], flow: export, goods: {{sector: [C27]}}, licensed: {limit}}}\n"
                       f"  - {{instrument: purchase, by: CHN, of: USA, goods: {{sector: [A01, C30]}}, floor: {floor}}}\n")
    data = as_json(p, "grad/1", "grad", case(0.5, 1.5))
    quota, = [k for k in slopes(data, "CHN") if k[0] == "quota"]
    promise, = [k for k in slopes(data, "CHN") if k[0] == "purchase"]
    assert quota == ("quota", "CHN", "USA", "C27") and promise == ("purchase", "CHN", "USA", None), (quota, promise)
    steps = ((quota, case(0.505, 1.5), case(0.495, 1.5)), (promise, case(0.5, 1.515), case(0.5, 1.485)))
    for which, more, less in steps:
        high, low = incomes(as_json(p, "run/1", "run", more)), incomes(as_json(p, "run/1", "run", less))
        for region in ("USA", "CHN"):
            slope = slopes(data, region)[which]
            assert abs(slope - (high[region] - low[region]) / 2) < 1e-3 * abs(slope), (which, region, slope)
    named = [s for s in data["regions"][0]["gradient"] if s["unit"] == "percent"]
    assert [s["id"] for s in named] == ["change 1", "change 2"], named


def test_grad_checked_by_differences(p):
    for words in (US_25, ("examples/instruments.yaml",), ("examples/us-china-war.yaml", "--instrument", "export-tax"),
                  ("examples/instruments.yaml", "--instrument", "quota", "--regions", "USA,CHN,VNM"),
                  ("examples/bottleneck.yaml", "--instrument", "quota")):
        check = as_json(p, "grad/1", "grad", *words, "--check", "fd")["check"]
        assert 0 < check["count"] <= 24 and check["largest_difference"] <= 1e-8, (words, check)


def test_grad_of_whom(p):
    data = as_json(p, "grad/1", "grad", "us-china", "--asof", "2025-12-05", "--sectors", "C26")
    assert [r["id"] for r in data["regions"]] == ["USA", "CHN"] and data["asof"] == "2025-12-05"
    data = as_json(p, "grad/1", "grad", *US_25, "--regions", "VNM", "--by", "USA", "--on", "VNM,MEX", "--sectors", "C26", "--instrument", "tariff")
    assert set(slopes(data, "VNM")) == {("tariff", "USA", "VNM", "C26"), ("tariff", "USA", "MEX", "C26")}
    data = as_json(p, "grad/1", "grad", *US_25, "--all", "--sectors", "C26", "--instrument", "tariff")
    assert len(data["regions"]) == 2 and len(data["regions"][0]["gradient"]) == 16 * 15
    alone = p.write("alone.yaml", HEAD + "  - {instrument: tariff, by: USA, on: all, goods: all, rate: 10}\n")
    data = as_json(p, "grad/1", "grad", alone, "--sectors", "C26", "--instrument", "tariff")
    assert {k[1] for k in slopes(data, "USA")} == {"USA"} and len(slopes(data, "USA")) == 15


def test_grad_formats_agree(p):
    words = (*US_25, "--sectors", "C26")
    rows = list(csv.DictReader(io.StringIO(p.good("grad", *words, "--format", "csv").out)))
    data = as_json(p, "grad/1", "grad", *words)
    assert len(rows) == 12
    for row in rows:
        assert float(row["dlnW_per_pp"]) == slopes(data, row["region"])[row["instrument"], row["by"], row["on"], row["sector"]]
    text = p.good("grad", *words, "--top", "2").out
    assert "USA, United States: 2 of 6 measures, the largest" in text and "Again:    parley grad" in text, text


def test_decompose_has_its_fixed_fields_and_sums(p):
    for words in (US_25, ("examples/instruments.yaml",), ("examples/us-china-war.yaml",), ("examples/bottleneck.yaml",),
                  ("examples/chip-payment.yaml",), ("us-china", "--asof", "2025-12-05"), (*US_25, "--firms", "fixed", "--elasticities", "40"),
                  (*US_25, "--scale", "0.05", "--materials", "0.2", "--home", "2")):
        data = as_json(p, "decompose/1", "decompose", *words)
        assert data["miss"] <= 1e-12 and data["panels"] >= 1 and data["solves"] >= 16, (words, data["miss"])
        for region in data["regions"]:
            assert abs(sum(region["parts"].values()) - region["dlnW"]) <= 1.1e-12, (words, region)
            assert abs(math.log1p(region["real_income_pct"] / 100) - region["dlnW"]) <= 1e-14, region


def test_decompose_is_of_the_run(p):
    for path in ("examples/us-china-war.yaml", "examples/instruments.yaml"):
        ran = incomes(as_json(p, "run/1", "run", path))
        for region in as_json(p, "decompose/1", "decompose", path)["regions"]:
            assert abs(region["dlnW"] - ran[region["id"]]) <= 1e-13, region


def test_decompose_channels_have_their_causes(p):
    plain = {r["id"]: r["parts"] for r in as_json(p, "decompose/1", "decompose", *US_25)["regions"]}
    assert plain["USA"]["tariffs"] < 0 < plain["USA"]["terms_of_trade"] and plain["CHN"]["terms_of_trade"] < 0
    assert all(r[k] == 0 for r in plain.values() for k in ("rents", "promises", "scale", "profits", "friction", "bans", "export_taxes"))
    firms = {r["id"]: r["parts"] for r in as_json(p, "decompose/1", "decompose", *US_25, "--firms", "fixed", "--elasticities", "40")["regions"]}
    assert firms["CHN"]["profits"] < 0 < firms["USA"]["profits"]
    zero = {r["id"]: r["parts"] for r in as_json(p, "decompose/1", "decompose", *US_25, "--deficits", "zero")["regions"]}
    assert all(r["transfer"] == 0 for r in zero.values())
    some = {r["id"]: r["parts"] for r in as_json(p, "decompose/1", "decompose", "examples/instruments.yaml")["regions"]}
    assert some["CHN"]["rents"] < 0 and some["CHN"]["promises"] < 0 and some["CHN"]["production"] < 0


def test_decompose_formats_agree(p):
    words = (*US_25, "--regions", "USA,VNM")
    rows = list(csv.DictReader(io.StringIO(p.good("decompose", *words, "--format", "csv").out)))
    data = as_json(p, "decompose/1", "decompose", *words)
    assert [row["region"] for row in rows] == [r["id"] for r in data["regions"]] == ["USA", "VNM"], rows
    for row, region in zip(rows, data["regions"]):
        assert all(float(row[k]) == x for k, x in region["parts"].items()) and float(row["dlnW"]) == region["dlnW"]
    text = p.good("decompose", *words).out
    assert "terms of trade" in text and "scale" not in text and "Again:    parley decompose" in text, text


def test_refusals(p):
    p.bad(1, "grad", *US_25, "--regions", "CHM", says=['no region "CHM"', "did you mean"])
    p.bad(1, "grad", *US_25, "--sectors", "C2", says=['no sector "C2"'])
    p.bad(1, "decompose", *US_25, "--regions", "XXX", says=['no region "XXX"', "parley world show"])
    p.bad(2, "grad", *US_25, "--regions", "USA,,CHN", says=["empty name"])
    p.bad(2, "grad", *US_25, "--instrument", "tarif", says=["--instrument", "did you mean tariff?"])
    p.bad(2, "grad", *US_25, "--check", "ad", says=["--check"])
    p.bad(2, "grad", *US_25, "--top", "0", says=["--top", "write --top 10"])
    p.bad(2, "grad", *US_25, "--asof", "2025-01-01", says=["a scenario has its date in the file"])
    p.bad(2, "grad", p.write("none.yaml", "world: hybrid2022-16\nelasticities: {trade: 4}\n"), says=["names no party", "--regions USA,CHN"])
    p.bad(3, "decompose", "examples/cut-off.yaml", says=["cut off"])


if __name__ == "__main__":
    harness.main(globals())
