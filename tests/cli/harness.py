"""Run the built program on a case and look at all of it: exit status, both outputs, files. Speaks TAP.

A test is a function whose name begins with test_; it takes a Parley and raises AssertionError. PARLEY names the program; the working
directory is the root of the repository. Files are made in a folder of the test's own, removed afterwards.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

PROGRAM = os.path.abspath(os.environ.get("PARLEY", "build/parley"))


class Result:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    def __str__(self):
        return f"exit {self.status}\nstdout: {self.out[-600:]}\nstderr: {self.err[-1500:]}"


class Parley:
    def __init__(self, folder):
        self.folder = folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as stream:
            stream.write(text)
        return self.path(name)

    def copy(self, source, name):
        shutil.copytree(source, self.path(name))
        return self.path(name)

    def names(self):
        return sorted(os.listdir(self.folder))

    def run(self, *words, cwd=None, env=None, out=subprocess.PIPE):
        done = subprocess.run([PROGRAM, *words], stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, cwd=cwd, timeout=120,
                              env={**os.environ, **(env or {})}, check=False)
        return Result(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())

    def good(self, *words, **rest):
        result = self.run(*words, **rest)
        assert result.status == 0, f"expected exit 0: {result}"
        return result

    def bad(self, status, *words, says=(), **rest):
        """A refusal: its exit status, nothing on standard output, one message that holds every word of `says`."""
        result = self.run(*words, **rest)
        assert result.status == status, f"expected exit {status}: {result}"
        assert result.out == "", f"a refusal must not print a result: {result}"
        assert "error: " in result.err and result.err.endswith("\n"), f"no message: {result}"
        for word in says:
            assert word in result.err, f"expected {word!r} in the message: {result}"
        return result


def replace_once(path, old, new):
    with open(path, encoding="utf-8") as stream:
        text = stream.read()
    assert text.count(old) >= 1, f"{path} does not hold {old!r}"
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(text.replace(old, new, 1))


def line_of(path, text):
    """1-based line of the first line that holds `text`."""
    with open(path, encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            if text in line:
                return number
    raise AssertionError(f"{path} does not hold {text!r}")


def run_one(number, test):
    name = test.__name__[len("test_"):].replace("_", " ")
    folder = tempfile.mkdtemp(prefix="parley-test-")
    try:
        test(Parley(folder))
        print(f"ok {number} - {name}")
        return True
    except Exception:  # a broken test is a failed one
        print(f"not ok {number} - {name}")
        print("".join("# " + line + "\n" for line in traceback.format_exc().split("\n")), end="")
        return False
    finally:
        shutil.rmtree(folder)


def main(names):
    if not os.access(PROGRAM, os.X_OK):
        sys.exit(f"no program at {PROGRAM}; name it in PARLEY")
    tests = [test for name, test in names.items() if name.startswith("test_")]
    print(f"1..{len(tests)}", flush=True)
    results = [run_one(number, test) for number, test in enumerate(tests, 1)]
    sys.exit(0 if results and all(results) else 1)
