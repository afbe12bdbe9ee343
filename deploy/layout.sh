#!/usr/bin/env bash
# Lays out an installation that needs nothing of its machine but bash: the program with a Java runtime of its own.
#
#   deploy/layout.sh [--embedded-speech true|false] FOLDER      (after "mvn package"; JAVA_HOME: a JDK >= 25)
#
# The folder, which must not exist:
#   sidetone             the launcher
#   config/              JVM flags
#   lib/                 all jars; without embedded speech, those of recogniser and voice are left out (50 MB)
#   runtime/             Java, of the modules that the jars need (jdeps says which), and those that EXTRA names
#   healthcheck          exit code 0 when the server answers
#   LICENSE NOTICE
set -eu

# What no jar names: jcmd, for thread dumps and recordings of a server that runs.
EXTRA=jdk.jcmd
# The embedded recogniser and voice.
SPEECH='sphinx4-*.jar freetts-*.jar'

usage() {
    sed -n '2,4s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

embedded_speech=true
if [ "${1:-}" = --embedded-speech ]; then
    [ $# -ge 2 ] || usage
    embedded_speech=$2
    shift 2
fi
case $embedded_speech in true | false) ;; *) usage ;; esac
[ $# -eq 1 ] || usage
target=$1
[ ! -e "$target" ] || { printf 'layout: %s exists\n' "$target" >&2; exit 1; }

cd_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
jars=$cd_root/benchmarks/target/lib
ls "$jars"/sidetone-server-*.jar >/dev/null 2>&1 || { printf 'layout: no jars in %s; run mvn package\n' "$jars" >&2; exit 1; }
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
"${bin}jlink" --version >/dev/null || { printf 'layout: set JAVA_HOME to a JDK >= 25\n' >&2; exit 1; }

mkdir -p "$target/lib"
cp "$cd_root/sidetone" "$cd_root/LICENSE" "$cd_root/NOTICE" "$cd_root/deploy/healthcheck" "$target/"
cp -R "$cd_root/config" "$target/config"
cp "$jars"/*.jar "$target/lib/"
if [ "$embedded_speech" = false ]; then
    for pattern in $SPEECH; do
        # shellcheck disable=SC2086
        rm "$target"/lib/$pattern
    done
fi

# Derived, never listed: a new dependency that needs another module brings it along.
modules=$("${bin}jdeps" -q --multi-release 25 --ignore-missing-deps --print-module-deps --class-path "$target/lib/*" "$target"/lib/*.jar)
case $modules in
    java.base*) ;;
    *) printf 'layout: jdeps did not tell modules: %s\n' "$modules" >&2; exit 1 ;;
esac
"${bin}jlink" --add-modules "$modules,$EXTRA" --output "$target/runtime" --no-header-files --no-man-pages --generate-cds-archive
printf 'layout: %s, Java modules %s,%s\n' "$target" "$modules" "$EXTRA"
