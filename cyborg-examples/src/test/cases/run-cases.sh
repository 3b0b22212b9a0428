#!/bin/bash
# Runs every case of a folder of cases and reports each outcome:
#
#     JAR=cyborg-examples/target/cyborg.jar bash cyborg-examples/src/test/cases/run-cases.sh CASES [NAME...]
#
# CASES holds a folder for each case with a run.sh in it, and what the cases share. NAME... are parts of the names of those to
# run; all if none is given. D is a scratch folder (a new one if it is not given), which holds the output of each case as
# NAME.log afterwards. A case passes if it prints no stack trace and no name of a Java class, ends within LIMIT seconds, and,
# where its right outcome is known here, if that is found in its output or files. The exit status is 1 if one fails.
set -u
cases=${1:?give the folder of the cases}
shift
: "${JAR:?give JAR=path/to/cyborg.jar}"
cases=$(cd "$cases" && pwd) || exit 2
JAR=$(realpath "$JAR")
D=${D:-$(mktemp -d)}
mkdir -p "$D"
D=$(cd "$D" && pwd)
LIMIT=${LIMIT:-300}
export JAR D

# The right outcome of a case: each line is a pattern that the output must have; "!" before it, must not have.
expected() {
  case $1 in
    01-*) printf '%s\n' '16 images scored; .*dot.csv' '16 images scored; .*abs.csv' '!leads out' ;;
    03-*) printf '%s\n' '!^rc=0' 'cyborg train: .*map' ;;
    04-*) printf '%s\n' '0.png' '!the best' ;;
    05-*) printf '%s\n' '1 maps, 0 of them constant' '!rc=1' ;;
    06-*) printf '%s\n' 'learning_rate was 0.005, now is 0.3' '"seed" : 1' '!"seed" : 7' '!the best' ;;
    07-*) printf '%s\n' 'no space left on the disk' '200 images scored' '!Input length' ;;
    08-*) printf '%s\n' '1 images scored; u8.csv' '1 images scored; nul-scores.csv' 'LC_ALL=C.UTF-8' 'NUL' ;;
    10-*) printf '%s\n' 'ok 120 wrong 0 exceptions \{\}' ;;
    11-*) printf '%s\n' 'images scored' '!is neither PNG nor JPEG' ;;
    12-*) printf '%s\n' '12 images scored' ;;
    15-*) printf '%s\n' '16 images scored' '!cyborg score:' ;;
    16-*) printf '%s\n' '1 maps, 0 of them constant' '!must be "cyborg-annotations"' '!cyborg saliency build: .*must end in' ;;
    17-*) printf '%s\n' 'f03.png.*f07.png' '!^epoch' ;;
    19-*) printf '%s\n' '6 images scored' '^f00.png,' '^f01.png,' '!ipynb_checkpoints' '!\._f00' ;;
  esac
}

# Anything that no user should see.
never='^[[:space:]]+at [a-z]+\.|Exception in thread|(java|org|com)\.[a-z]+\.[A-Za-z.]*(Exception|Error)|internal error|a fault of this program'

failed=0
for script in "$cases"/*/run.sh; do
  name=$(basename "$(dirname "$script")")
  if [ $# -gt 0 ]; then
    wanted=
    for part in "$@"; do case $name in *"$part"*) wanted=1 ;; esac; done
    [ -n "$wanted" ] || continue
  fi
  log="$D/$name.log"
  timeout "$LIMIT" bash "$script" >"$log" 2>&1
  status=$?
  problems=
  [ $status -eq 124 ] && problems="took more than $LIMIT s; "
  if grep -aEq "$never" "$log"; then problems+="prints \"$(grep -aE -m1 "$never" "$log" | cut -c1-120)\"; "; fi
  while IFS= read -r line; do
    [ -n "$line" ] || continue
    if [ "${line#!}" != "$line" ]; then
      grep -aEq -- "${line#!}" "$log" && problems+="has \"${line#!}\"; "
    else
      grep -aEq -- "$line" "$log" || problems+="lacks \"$line\"; "
    fi
  done < <(expected "$name")
  if [ -z "$(expected "$name")" ]; then known=" (right outcome not known here)"; else known=; fi
  if [ -n "$problems" ]; then
    failed=$((failed + 1))
    echo "FAIL $name: ${problems%; }"
    sed -n '$p' "$log" | cut -c1-200 | sed 's/^/     last line: /'
  else
    echo "pass $name$known"
  fi
done
echo "$failed failed; outputs in $D"
[ "$failed" -eq 0 ]
