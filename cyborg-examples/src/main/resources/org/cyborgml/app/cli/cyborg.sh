#!/bin/sh
# Runs cyborg.jar, which lies beside this file. Options for Java go into CYBORG_JAVA_OPTS.
#
# Before the first command that only prints (help, version, completion), the classes that the help loads are kept in a file
# under ~/.cache/cyborg (XDG_CACHE_HOME changes that). Commands start in half the time with it. CYBORG_CACHE=off does without.
set -eu

self=$0
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=$(dirname "$self")/$target ;;
  esac
done
jar=$(cd "$(dirname "$self")" && pwd)/cyborg.jar
if [ ! -f "$jar" ]; then
  echo "cyborg: $jar: there is no such file; the README's build makes it" >&2
  exit 1
fi
java=${JAVA_HOME:+$JAVA_HOME/bin/java}
java=${java:-$(command -v java || true)}
if [ -z "$java" ] || [ ! -x "$java" ]; then
  echo "cyborg: there is no Java; install a JDK 17 or later, or set JAVA_HOME" >&2
  exit 1
fi

prints=no
case ${1-} in '' | completion) prints=yes ;; esac
for word in "$@"; do
  case $word in --help | -h | --version | -V) prints=yes ;; esac
done
options=
if [ $prints = yes ]; then
  # The fast compiler and the small collector do for a text.
  options="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
fi

cache=${XDG_CACHE_HOME:-${HOME:-}/.cache}/cyborg
if [ "${CYBORG_CACHE-}" != off ]; then
  # An archive is of one jar and one Java.
  key=$(ls -lLn "$jar" "$java" | cksum | tr ' ' '-')
  archive=$cache/$key.jsa
  if [ ! -f "$archive" ] && [ $prints = yes ] && mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ]; then
    rm -f "$cache"/*.jsa
    # The help looks into every command, so it loads the most.
    # shellcheck disable=SC2086
    "$java" $options -XX:ArchiveClassesAtExit="$archive.$$" -Xlog:disable ${CYBORG_JAVA_OPTS-} -jar "$jar" --help >/dev/null 2>&1 || true
    if [ -f "$archive.$$" ]; then
      mv -f "$archive.$$" "$archive"
    fi
  fi
  if [ -f "$archive" ]; then
    options="$options -XX:SharedArchiveFile=$archive -Xlog:disable -Xlog:all=warning:stderr -Xlog:cds*=off:stderr"
  fi
fi
# shellcheck disable=SC2086
exec "$java" $options ${CYBORG_JAVA_OPTS-} -jar "$jar" "$@"
