"""What a person gets wrong: exact exit status, a message with the place and the way out, nothing half-written."""
import os
import re
import shutil

import harness

SCENARIO = """world: hybrid2022-16
elasticities: {{trade: {{uniform: 4}}}}
deficits: {deficits}
base: zero
change:
  - {change}
"""


def scenario(p, *changes, deficits="fixed"):
    return p.write("case.yaml", SCENARIO.format(change="\n  - ".join(changes), deficits=deficits))


def tidy(p):
    """A small sound world as tables."""
    p.write("tiny/sectors.csv", "code,goods,name\nAGR,1,Farms\nSRV,0,Services\n")
    p.write("tiny/countries.csv", "code,name\nUSA,United States\nCHN,China\n")
    p.write("tiny/trade.csv", "sector,importer,USA,CHN\nAGR,USA,100,20\nAGR,CHN,10,200\nSRV,USA,300,5\nSRV,CHN,8,150\n")
    p.write("tiny/intermediate_use.csv", "country,input_sector,AGR,SRV\nUSA,AGR,20,10\nUSA,SRV,30,40\nCHN,AGR,50,5\nCHN,SRV,40,20\n")
    return p.path("tiny")


def test_unknown_command_has_nearest_spelling(p):
    p.bad(2, "breif", says=['"breif"', "did you mean brief?"])
    p.bad(2, "--formt", says=["unknown option"])
    p.bad(2, "help", "valeu", says=["did you mean value?"])


def test_unknown_option_has_nearest_spelling(p):
    p.bad(2, "lists", "us-china", "--tolerence", "1", says=["--tolerence", "did you mean --tolerance?", "parley lists --help"])
    p.bad(2, "lists", "us-china", "-x", says=["-x", "parley lists --help"])


def test_option_without_its_value(p):
    p.bad(2, "lists", "--asof", says=["--asof needs a value", "write --asof DATE"])
    p.bad(2, "lists", "--asof", "--quiet", says=["--asof needs a value"])
    p.bad(2, "lists", "--asof=", says=["--asof needs a value"])
    p.bad(2, "lists", "--quiet=yes", says=["--quiet takes no value"])
    p.bad(2, "lists", "--asof", "2026-01-01", "--asof=2026-01-02", says=["--asof is given twice"])


def test_words_too_many_or_too_few(p):
    p.bad(2, "check", "us-china", "more", says=['"more"', "usage: parley check [DOSSIER]"])
    p.bad(2, "run", says=["usage: parley run SCENARIO"])
    p.bad(2, "rate", "7208", says=["--from", "for example"])
    p.bad(2, "rate", "7208", "us-china", "--from", "CHN", "--to", "USA", "--since", "2025-01-01", says=["--since goes with --timeline"])
    p.bad(2, "rate", "7208", "us-china", "--from", "CHN", "--to", "USA", "--timeline", "--exported", "2025-01-01", says=["do not go together"])
    p.bad(2, "rate", "7208", "us-china", "--from", "CHN", "--to", "USA", "--timeline", "--since", "2025-01", says=["--since", "a day"])
    p.bad(1, "rate", "7208", "us-china", "--from", "CHN", "--to", "USA", "--timeline", "--since", "2030-01-01", says=["before the first"])
    p.bad(2, "average", "us-china", says=["--to", "for example"])
    p.bad(2, "average", "us-china", "--to", "USA", "--since", "soon", says=["--since", "soon"])
    p.bad(1, "average", "us-china", "--to", "USA", "--from", "CHM", says=["CHM"])
    p.bad(1, "average", "us-china", "--to", "USA", "--until", "2017-01-01", says=["at least one day"])
    p.bad(2, "world", "show", says=["one name or path", "usage: parley world show WORLD"])
    p.bad(2, "world", "shwo", "x", says=["did you mean show?"])


def test_option_words_are_checked(p):
    p.bad(2, "lists", "us-china", "--format", "jsno", says=["expected text, csv or json", "did you mean json?"])
    p.bad(2, "lists", "us-china", "--deficits", "fixd", says=["fixed, zero or proportional", "did you mean fixed?"])
    p.bad(2, "lists", "us-china", "--base", "none", says=["zero or record"])
    p.bad(2, "lists", "us-china", "--tolerance", "ten", says=['"ten"', "a number of percent"])
    p.bad(2, "lists", "us-china", "--tolerance", "-1", says=['"-1"'])
    p.bad(2, "value", "us-china", "--items", "tiktok,,tiktok", says=["an empty name"])


def test_missing_names_say_what_was_found_and_where(p):
    p.bad(1, "check", "us-chna", says=['no dossier "us-chna"', "found: us-china", "looked in dossiers", "did you mean us-china?"])
    p.bad(1, "world", "show", "hybrid2022-18", says=["hybrid2022-16, hybrid2022-81", "looked in worlds"])
    p.bad(1, "lists", "us-china", "--world", "hybrid", says=['no world "hybrid"', "hybrid2022-16"])


def test_missing_files(p):
    gone = p.path("gone")
    p.bad(1, "run", gone + ".yaml", says=[gone + ".yaml", "No such file"])
    p.bad(1, "check", gone, says=[gone])
    p.bad(1, "world", "check", gone + ".prlw", says=[gone + ".prlw"])
    p.bad(1, "world", "import", gone, "--out", p.path("x.prlw"), says=[gone])
    p.bad(1, "lists", "us-china", "--elasticities", gone + ".csv", says=[gone + ".csv"])
    assert p.names() == []


def test_yaml_slip_in_a_scenario(p):
    path = p.write("slip.yaml", "world: hybrid2022-16\nelasticities: {trade: {uniform: 4}\nchange: []\n")
    result = p.bad(1, "run", path, says=[path + ":"])
    assert re.search(re.escape(path) + r":[23]:\d+: error: ", result.err), result


def test_misspelt_key_in_a_scenario(p):
    path = scenario(p, "{instrument: tariff, by: USA, on: [CHN], gods: all, add: 25}")
    p.bad(1, "run", path, says=[path + ":6:", "gods", "did you mean 'goods'"])


def test_rate_that_is_no_number(p):
    path = scenario(p, "{instrument: tariff, by: USA, on: [CHN], goods: all, add: ten}")
    p.bad(1, "run", path, says=[f"{path}:6:", "ten"])


def test_unknown_region_has_nearest_spelling(p):
    path = scenario(p, "{instrument: tariff, by: USA, on: [CHM], goods: all, add: 25}")
    p.bad(1, "run", path, says=[f"{path}:6:", "CHM", "did you mean CHN"])


def test_unknown_sector_has_nearest_spelling(p):
    path = scenario(p, "{instrument: tariff, by: USA, on: [CHN], goods: {sector: [C266]}, add: 25}")
    p.bad(1, "run", path, says=[f"{path}:6:", "C266", "did you mean C26"])


def test_instrument_the_model_lacks(p):
    path = scenario(p, "{instrument: fee, by: USA, on: [CHN], goods: all, rate: 50}")
    p.bad(1, "run", path, says=[f"{path}:6:", "a fee is money a ton, call or parcel"])


def test_money_a_unit_without_a_unit_value(p):
    path = scenario(p, "{instrument: specific-duty, by: USA, on: [CHN], goods: all, rate: 2, unit: USD a kg}")
    p.bad(1, "run", path, says=[f"{path}:6:", "unpriced, the unit value of the goods is not given", "'unit-value'"])


def test_number_of_another_instrument(p):
    path = scenario(p, "{instrument: quota, by: USA, on: [CHN], goods: all, limit: 0.5, floor: 2}")
    p.bad(1, "run", path, says=[f"{path}:6:", "a quota takes no 'floor'"])


def test_goods_under_two_limits(p):
    path = scenario(p, "{instrument: quota, by: CHN, on: [USA], goods: all, limit: 0.5}",
                    "{instrument: purchase, by: CHN, of: USA, goods: {sector: [A01]}, floor: 1.5}")
    p.bad(1, "run", path, says=[f"{path}:7:", "under a limit or promise already, that of change 1", "USA -> CHN"])


def test_assumptions_that_are_none(p):
    path = "examples/us-25-on-china.yaml"
    p.bad(1, "run", path, "--scale", "ll2024", says=['no column "ll2024" in scale-elasticities.csv', "did you mean ll2023?"])
    p.bad(1, "run", path, "--scale", "ll2023", says=["no scale elasticity for sector SERV"])
    p.bad(1, "run", path, "--materials", "atalay2018", says=['no row "atalay2018" in upper-elasticities.csv', "did you mean atalay2017?"])
    p.bad(1, "run", path, "--final", "carvalho2021", says=["has no elasticity of final use"])
    p.bad(1, "run", path, "--home", "0", says=["above 0"])
    p.bad(2, "run", path, "--firms", "few", says=["expected free or fixed"])


def test_region_acting_on_itself(p):
    path = scenario(p, "{instrument: tariff, by: USA, on: [USA], goods: all, add: 25}")
    p.bad(1, "run", path, says=[f"{path}:6:", "USA"])


def test_unknown_elasticity_column(p):
    p.bad(1, "lists", "us-china", "--elasticities", "cp2015_usde", says=["cp2015_usde", "did you mean cp2015_used?"])
    p.bad(1, "lists", "us-china", "--elasticities", "-4", says=["above 0"])


def test_unknown_item_has_nearest_spelling(p):
    p.bad(1, "value", "us-china", "--items", "tiktik", says=["tiktik", "did you mean tiktok?"])


def test_scenario_without_a_record(p):
    path = scenario(p, "{instrument: tariff, by: USA, on: [CHN], goods: all, add: 25}")
    p.bad(1, "value", path, says=["dossier"])
    p.bad(2, "value", path, "--asof", "2026-01-01", says=["--asof", "policy: us-china@2025-12-05"])
    p.bad(2, "run", path, "--base", "record", says=["names no dossier"])


def test_scenario_with_two_records(p):
    path = p.write("two.yaml", "world: hybrid2022-16\nelasticities: {trade: {uniform: 4}}\nbase: eu-us\npolicy: us-china@2026-01-01\n")
    p.bad(1, "run", path, says=[path, "eu-us", "us-china", "one dossier"])


def test_vague_or_impossible_date(p):
    p.bad(1, "asof", "2025-11", "us-china", says=["'2025-11' is vague", "write 2025-11-10"])
    p.bad(1, "asof", "2025-02-30", "us-china", says=["2025-02-30"])
    p.bad(1, "lists", "us-china", "--known", "soon", says=["soon"])
    p.bad(1, "rate", "7208", "us-china", "--from", "CHN", "--to", "USA", "--exported", "soon", says=["--exported", "soon"])


def test_bad_product_code(p):
    p.bad(1, "rate", "72", "--from", "CHN", "--to", "USA", "us-china", says=["72"])
    p.bad(1, "rate", "7208", "--from", "CHM", "--to", "USA", "us-china", says=["CHM", "did you mean CHN"])
    p.bad(1, "rate", "7208", "--from", "CHN", "--to", "US", "us-china", says=["US", "did you mean USA"])


def test_unsound_record_stops_a_command_at_its_place(p):
    folder = p.copy("dossiers/us-china", "mine")
    path = os.path.join(folder, "items.yaml")
    line = harness.line_of(path, "us-301-forced-labour, state: withdrawn")
    harness.replace_once(path, "us-301-forced-labour, state: withdrawn", "us-301-forced-labor, state: withdrawn")
    p.bad(1, "lists", folder, says=[f"{path}:{line}:", "us-301-forced-labor", "us-301-forced-labour"])


def test_check_lists_every_problem_of_an_unsound_record(p):
    folder = p.copy("dossiers/us-china", "mine")
    path = os.path.join(folder, "items.yaml")
    harness.replace_once(path, "us-301-forced-labour, state: withdrawn", "us-301-forced-labor, state: withdrawn")
    harness.replace_once(path, "commitment: cn-coal", "commitment: cn-cola")
    result = p.run("check", folder)
    assert result.status == 1, result
    assert "us-301-forced-labor" in result.out and "cn-cola" in result.out, result


def test_negative_trade_cell(p):
    folder = tidy(p)
    harness.replace_once(folder + "/trade.csv", "AGR,CHN,10,200", "AGR,CHN,-10,200")
    p.bad(1, "world", "import", folder, "--out", p.path("tiny.prlw"), says=[f"{folder}/trade.csv:3:", "USA -> CHN", "AGR"])
    assert p.names() == ["tiny"]


def test_cell_that_is_no_number(p):
    folder = tidy(p)
    harness.replace_once(folder + "/trade.csv", "SRV,USA,300,5", "SRV,USA,many,5")
    p.bad(1, "world", "import", folder, "--out", p.path("tiny.prlw"), says=[f"{folder}/trade.csv:4:9", "many"])
    assert p.names() == ["tiny"]


def test_truncated_world_file(p):
    cut = p.path("cut.prlw")
    size = os.path.getsize("worlds/hybrid2022-16.prlw")
    shutil.copy("worlds/hybrid2022-16.prlw", cut)
    os.truncate(cut, size // 2)
    p.bad(1, "world", "show", cut, says=[cut, str(size // 2), str(size)])
    p.bad(1, "lists", "us-china", "--world", cut, says=[cut])


def test_import_and_aggregate_need_their_options(p):
    p.bad(2, "world", "import", tidy(p), says=["needs --out FILE"])
    p.bad(2, "world", "aggregate", "hybrid2022-16", "--out", p.path("x.prlw"), says=["needs --groups CSV"])


def test_unwritable_output_leaves_nothing(p):
    p.write("file", "kept\n")
    through, missing = p.path("file") + "/x.html", p.path("nowhere") + "/x.json"
    p.bad(4, "brief", "us-china", "--out", through, says=[through, "cannot be written"])
    p.bad(4, "lists", "us-china", "--format", "json", "--out", missing, says=[missing, "No such file or directory"])
    p.bad(4, "world", "import", tidy(p), "--out", p.path("file") + "/x.prlw", says=["cannot be written"])
    assert p.names() == ["file", "tiny"]


def test_full_disk(p):
    with open("/dev/full", "w", encoding="utf-8") as full:
        p.bad(4, "lists", "us-china", out=full, says=["standard output", "No space left"])
        p.bad(4, out=full, says=["standard output"])
    p.bad(4, "lists", "us-china", "--out", "/dev/full", says=["/dev/full", "No space left"])


def test_region_cut_off_with_a_deficit(p):
    p.bad(3, "run", "examples/cut-off.yaml", says=["VNM", "cut off", "deficits: zero"])


def test_brief_is_a_page_only(p):
    p.bad(2, "brief", "us-china", "--format", "json", says=["parley lists --format json"])


if __name__ == "__main__":
    harness.main(globals())
