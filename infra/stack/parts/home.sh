# Where things are, what a stack is called and which ports it has. Sourced by up, down and status.

home=${EXCHANGE_STACK_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/exchange-stack}
root=$home/root
name=default
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
repository=$(cd "$here/../.." && pwd)

say() { echo "stack $name: $*" >&2; }

# One line: what failed, and what to do instead.
fail() {
  echo "stack $name: $1 ${2:-Set EXCHANGE_BROKER, EXCHANGE_MANAGEMENT and EXCHANGE_STORE to servers of your own, or use a Docker engine.}" >&2
  exit 1
}

# Takes the options of up, down and status; refuses what it does not know.
options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --name) name=${2:-}; shift 2 || fail "--name needs a name." " " ;;
      --purge | --json) declare -g "${1#--}=yes"; shift ;;
      *) fail "unknown option $1; known are --name NAME, --purge (down), --json (status)." " " ;;
    esac
  done
  [[ $name =~ ^[a-z][a-z0-9-]{0,30}$ ]] || fail "a name is a small letter followed by small letters, digits and '-'; '$name' is not." " "
  run=$home/run/$name
  data=/srv/$name # seen from inside the root
}

needs_root() {
  [ "$(id -u)" -eq 0 ] || fail "needs the rights of root (chroot and a private mount namespace)." \
    "Run it as root, or set EXCHANGE_BROKER, EXCHANGE_MANAGEMENT and EXCHANGE_STORE, or use a Docker engine."
}

# One up or down at a time for this home; released when the script ends, so nothing started may inherit descriptor 9.
lock() {
  mkdir -p "$run"
  chmod 700 "$home/run" "$run"
  exec 9>"$home/lock"
  flock 9
}

port_names="BROKER_PORT DISTRIBUTION_PORT MANAGEMENT_PORT PROMETHEUS_PORT EPMD_PORT POSTGRES_PORT DOOR_PORT"

load_ports() { [ -s "$run/ports" ] && . "$run/ports"; }

listening() { # port
  local hex
  hex=$(printf %04X "$1")
  grep -qE "^ *[0-9]+: [0-9A-F]+:$hex [0-9A-F]+:[0-9A-F]+ 0A " /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

silent() { ! listening "$1"; } # port

lost() { [ -n "${!1:-}" ] && ! within 5 silent "${!1}"; } # name of a port

# Below the range the kernel gives to outgoing connections, and not another stack's.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    grep -qs "=$port\$" "$home"/run/*/ports "$run/ports.new" || listening "$port" || { echo "$port"; return; }
  done
}

choose_ports() { # names whose port is to be chosen anew; the others stay
  local port
  : >"$run/ports.new"
  for port in $port_names; do
    if [[ " $* " == *" $port "* ]] || [ -z "${!port:-}" ]; then declare -g "$port=$(free_port)"; fi
    echo "$port=${!port}" >>"$run/ports.new"
  done
  mv "$run/ports.new" "$run/ports"
}

secret() {
  [ -s "$run/secret" ] || (umask 077 && head -c 24 /dev/urandom | base64 | tr -d '/+=\n' >"$run/secret")
  cat "$run/secret"
}

within() { # seconds, command...: polls until the command succeeds
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.1
  done
}
