# The processes of a stack, each in a file "pid starttime": a pid that the system has given to somebody else since is never ours.

started_at() { # pid: the start time in clock ticks; nothing when it is gone or only waits to be reaped
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  stat=${stat##*) }
  set -- $stat
  [ "$1" != Z ] && [ "$1" != X ] && echo "${20}"
}

remember() { # what, pid
  local at
  at=$(started_at "$2") && echo "$2 $at" >"$run/$1.pid"
}

alive() { # what
  local pid at
  read -r pid at 2>/dev/null <"$run/$1.pid" && [ "$(started_at "$pid")" = "$at" ]
}

pid_of() { alive "$1" && cut -d' ' -f1 "$run/$1.pid"; }

signal() { # what, signal
  local pid
  pid=$(pid_of "$1") && kill "-$2" "$pid" 2>/dev/null
}

gone() { ! alive "$1"; }

end() { # what, polite signal, seconds
  alive "$1" || { rm -f "$run/$1.pid"; return 0; }
  signal "$1" "$2"
  within "$3" gone "$1" || { signal "$1" KILL; within 10 gone "$1"; }
  rm -f "$run/$1.pid"
}

# Starts a long-lived process of its own session that holds nothing of ours: no lock, no terminal, no pipe a caller waits for.
start() { # what, command...
  local what=$1
  shift
  setsid "$@" </dev/null >>"$run/$what.log" 2>&1 9>&- &
  remember "$what" $! || { wait $!; fail "$what ended at once: $(tail -n 1 "$run/$what.log"); see $run/$what.log."; }
}

# Processes whose root or working directory lies in a folder of this stack's data (orphans of a killed parent).
working_in() { # absolute folder
  local process
  for process in /proc/[0-9]*; do
    [[ "$(readlink "$process/cwd" 2>/dev/null)/" == "$1/"* ]] && started_at "${process#/proc/}" >/dev/null && echo "${process#/proc/}"
  done
  return 0
}

identity() { # user inside the root -> uid:gid
  awk -F: -v user="$1" '$1 == user { print $3 ":" $4 }' "$root/etc/passwd"
}
