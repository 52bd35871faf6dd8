#!/bin/sh
# Build the fuzz targets with clang, and their first inputs and dictionary. Run from the source root: tests/fuzz/build.sh [FOLDER]
set -eu
out=${1:-build-fuzz}
flags="-std=gnu11 -g -O1 -D_GNU_SOURCE -Iinclude -Itests/fuzz -fno-math-errno -fno-trapping-math -fopenmp-simd -fvisibility=hidden
       -Wall -Wextra -Wno-pass-failed -fsanitize=address,undefined -fno-sanitize-recover=undefined"
libraries=$(pkg-config --libs libfyaml libzstd zlib)
mkdir -p "$out/objects"
objects=
for source in src/base/*.c src/table/*.c src/world/*.c src/record/*.c src/reading/*.c; do
  object=$out/objects/$(echo "$source" | tr / _ | sed 's/c$/o/')
  # shellcheck disable=SC2086
  clang $flags -fsanitize=fuzzer-no-link -c "$source" -o "$object"
  objects="$objects $object"
done
for source in tests/fuzz/fuzz_*.c; do
  # shellcheck disable=SC2086
  clang $flags -fsanitize=fuzzer "$source" $objects -o "$out/$(basename "$source" .c)" $libraries -lcsv -lm
done

# every key and word that a reader of the record knows
grep -ho '"[a-z][a-z-]*"' src/record/*.c include/parley/record.h | sort -u >"$out/record.dict"

mkdir -p "$out/seeds/dossier" "$out/seeds/scenario" "$out/seeds/table" "$out/seeds/world" "$out/seeds/wide" "$out/seeds/reading"
number=0
for part in measures people events claims commitments items stacking sources dossier; do # the first byte chooses the file
  first=$(printf '\\%03o' $number)
  for file in tests/record/malformed/$part/*.yaml tests/record/dossiers/*/$part.yaml tests/record/dossiers/*/$part/*.yaml; do
    [ -f "$file" ] || continue
    { printf "$first"; cat "$file"; } >"$out/seeds/dossier/$(echo "$file" | tr / _)"
  done
  number=$((number + 1))
done
cp tests/record/malformed/scenario/*.yaml examples/*.yaml "$out/seeds/scenario"
cp tests/record/dossiers/sound/lists/*.csv worlds/elasticities.csv "$out/seeds/table"
gzip -c worlds/elasticities.csv >"$out/seeds/table/elasticities.csv.gz"
cp tests/fuzz/*.prlw worlds/hybrid2022-16.prlw "$out/seeds/world"
cp tests/fuzz/wide-*.csv "$out/seeds/wide"
cp docs/reading.md docs/talks.md README.md "$out/seeds/reading"
echo "built in $out"
