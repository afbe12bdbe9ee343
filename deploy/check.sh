#!/usr/bin/env bash
# Does what the Dockerfile does without Docker, and starts what comes out, as a container would: an empty environment, its own Java.
#   deploy/check.sh      (after "mvn package"; JAVA_HOME: a JDK >= 25)
# Lays out an installation with and one without embedded speech, starts each with a store, asks for its health, a call list and the metrics,
# and ends it by SIGTERM. Lints what else is here with the tools that this machine has, and names those it has not.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
work=$(mktemp -d)
pid=
status=0
# shellcheck disable=SC2317,SC2329
cleanup() {
    [ -z "$pid" ] || kill -9 "$pid" 2>/dev/null
    rm -rf "$work"
}
trap cleanup EXIT

fail() {
    printf 'deploy: FAIL %s\n' "$1" >&2
    status=1
}

# Sends one request to the server on $port; the whole answer.
ask() {
    exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
    printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer token\r\nConnection: close\r\n\r\n' "$1" >&3
    timeout 10 cat <&3
    exec 3>&-
}

# Starts the installation in $1 with further variables and options; sets pid and port once it is ready.
start() {
    local layout=$1 waited=0
    shift
    : >"$work/out" # the server before said "ready" here
    env -i PATH=/usr/bin:/bin LANG=C.UTF-8 SIDETONE_PORT=0 SIDETONE_ADMIN_TOKEN=token SIDETONE_DRAIN_TIME=1s TMPDIR="$work" \
        SIDETONE_STORE_FILE="$layout.db" SIDETONE_JVM_DIRS="$work/no-other-java" "$@" "$layout/sidetone" serve >"$work/out" 2>"$work/err" &
    pid=$!
    until grep -q '^ready ' "$work/out"; do
        if ! kill -0 "$pid" 2>/dev/null || [ $((waited += 1)) -gt 1200 ]; then
            return 1
        fi
        sleep 0.1
    done
    port=$(sed -n 's/^ready http:.*:\([0-9]*\)$/\1/p' "$work/out")
}

# Ends the server as a service manager does; it must end by itself, and well.
stop() {
    local code
    kill -TERM "$pid"
    wait "$pid"
    code=$?
    pid=
    [ "$code" -eq 0 ] || fail "$1: exit code $code after SIGTERM"
}

serves() {
    local name=$1
    "$2/healthcheck" "$port" || fail "$name: the health check says no"
    ask /healthz | grep -q '^HTTP/1.1 200 ' || fail "$name: /healthz"
    ask /readyz | grep -q '"ready":true.*"store":{"kind":"sqlite","state":"ok"' || fail "$name: /readyz"
    ask /v1/calls | grep -q '{"calls":\[' || fail "$name: /v1/calls"
    ask /metrics | grep -q '^sidetone_ready 1' || fail "$name: /metrics"
    "$2/runtime/bin/jcmd" "$pid" VM.version >/dev/null || fail "$name: jcmd"
    stop "$name"
    ! "$2/healthcheck" "$port" 2>/dev/null || fail "$name: the health check says yes of a server that is gone"
}

try() {
    local name=$1 layout=$work/$2 speech=$3
    shift 3
    "$here/layout.sh" --embedded-speech "$speech" "$layout" >"$work/laid" 2>&1 || { cat "$work/laid" >&2; fail "$name: layout"; return; }
    if start "$layout" "$@"; then
        serves "$name" "$layout"
    else
        cat "$work/err" >&2
        fail "$name: no \"ready\""
    fi
    printf 'deploy: %s, %s, %s\n' "$name" "$(du -sh "$layout" | cut -f1)" "$(sed -n 's/.*\(Java modules\)/\1/p' "$work/laid")"
}

try 'with embedded speech' full true
# Nobody is asked over the network before a call comes.
try 'without embedded speech' remote false SIDETONE_PROVIDERS_STT=deepgram SIDETONE_PROVIDERS_LLM=openai SIDETONE_PROVIDERS_TTS=elevenlabs \
    DEEPGRAM_API_KEY=none OPENAI_API_KEY=none ELEVENLABS_API_KEY=none
if [ -d "$work/remote" ]; then
    start "$work/remote" && fail 'without embedded speech: it starts although it is asked for' && stop 'without embedded speech'
    pid=
    grep -q 'this installation is without embedded speech' "$work/err" || fail 'without embedded speech: nothing says so'
fi

# lint TOOL WHAT COMMAND…: where the tool is here
lint() {
    local tool=$1 what=$2
    shift 2
    if ! command -v "$tool" >/dev/null 2>&1; then
        printf 'deploy: not checked: %s (no %s here)\n' "$what" "$tool"
    elif "$@" >"$work/linted" 2>&1; then
        printf 'deploy: %s: %s is content\n' "$what" "$tool"
    else
        cat "$work/linted" >&2
        fail "$what: $tool complains"
    fi
}

# shellcheck disable=SC2317,SC2329
unit() {
    # verify looks for the program and the folders of credentials where the unit says; they are not on this machine
    sed -e "s|/opt/sidetone/sidetone|$work/full/sidetone|" "$here/systemd/sidetone.service" >"$work/sidetone.service"
    systemd-analyze verify "$work/sidetone.service"
}

# shellcheck disable=SC2317,SC2329
caddyfile() {
    SIDETONE_DOMAIN=voice.example.com SIDETONE_UPSTREAM=127.0.0.1:8080 caddy validate --adapter caddyfile --config "$here/caddy/Caddyfile"
}

lint promtool 'Prometheus rules' promtool check rules "$here/prometheus/alerts.yaml"
lint promtool 'Prometheus rules, tried' promtool test rules "$here/prometheus/alerts.test.yaml"
lint promtool 'Prometheus configuration' promtool check config --syntax-only "$here/prometheus/prometheus.yaml"
lint systemd-analyze 'systemd unit' unit
lint caddy 'Caddyfile' caddyfile
lint hadolint 'Dockerfile' hadolint "$here/Dockerfile"
lint shellcheck 'scripts' shellcheck "$here/layout.sh" "$here/healthcheck" "$here/check.sh" "$here/../sidetone"
if docker compose version >/dev/null 2>&1; then
    lint docker 'compose file' docker compose -f "$here/compose.yaml" --profile tls --profile monitoring config --quiet
else
    printf 'deploy: not checked: compose file (no docker compose here)\n'
fi
exit $status
