# The root: a small Debian with RabbitMQ 4 and PostgreSQL with the documentdb extension, installed once and kept as an archive.

packages_of() { # suite's root: the documentdb package of the newest PostgreSQL it has
  chroot "$1" apt-cache search --names-only '^postgresql-[0-9]+-documentdb$' | cut -d' ' -f1 | sort -V | tail -n 1
}

complete() { [ -e "$root/.complete" ]; }

build_root() {
  complete && return
  mkdir -p "$home"
  command -v unshare >/dev/null || fail "the command unshare (util-linux) is missing."
  command -v curl >/dev/null || fail "the command curl is missing."
  unshare --mount --propagation private true 2>/dev/null || fail "this machine allows no private mount namespace (unshare --mount)."
  if [ -e "$home/root.tar.zst" ] && command -v zstd >/dev/null; then
    say "unpacking the kept root"
    mkdir -p "$root"
    tar -C "$root" --numeric-owner -I zstd -xf "$home/root.tar.zst" && touch "$root/.complete" && return
    say "the kept archive does not unpack; installing anew"
  fi
  command -v apt-get >/dev/null || fail "the installation needs a Debian or Ubuntu with apt-get."
  command -v debootstrap >/dev/null && command -v zstd >/dev/null || {
    say "installing debootstrap"
    { apt-get update; apt-get install -y --no-install-recommends debootstrap zstd; } >"$run/install.log" 2>&1 9>&-
    command -v debootstrap >/dev/null || fail "debootstrap cannot be installed; see $run/install.log."
  }
  local suite
  for suite in forky sid; do
    say "installing the root from Debian $suite (about 40 s, once)"
    install_root "$suite" >>"$run/install.log" 2>&1 9>&- && keep_root && return
    say "Debian $suite did not install: $(tail -n 1 "$run/install.log")"
  done
  fail "the root could be installed from neither forky nor sid; see $run/install.log."
}

mirror() { apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | grep -E '/debian/?$' | head -n 1; }

# Nothing is mounted on the host: /proc is bound in a mount namespace that ends with the command.
install_root() { # suite
  local fresh=$home/root.new
  rm -rf "$fresh"
  local from
  from=$(mirror)
  # The script is named because an older debootstrap does not know the suite.
  debootstrap --variant=minbase "$1" "$fresh" "${from:-http://deb.debian.org/debian}" /usr/share/debootstrap/scripts/sid || return 1
  printf '#!/bin/sh\nexit 101\n' >"$fresh/usr/sbin/policy-rc.d" # no service starts while installing
  chmod 755 "$fresh/usr/sbin/policy-rc.d"
  echo '127.0.0.1 localhost' >"$fresh/etc/hosts" # epmd finds no name without
  # A testing mirror's Release may have expired; the signature is still checked.
  printf '%s\n' 'Acquire::Check-Valid-Until "false";' 'Acquire::Languages "none";' 'APT::Install-Recommends "false";' >"$fresh/etc/apt/apt.conf.d/99stack"
  printf 'path-exclude=/usr/share/%s/*\n' man doc locale >"$fresh/etc/dpkg/dpkg.cfg.d/01nodoc"
  chroot "$fresh" apt-get update || return 1
  local documentdb
  documentdb=$(packages_of "$fresh")
  [ -n "$documentdb" ] || { echo "no package postgresql-*-documentdb in $1"; return 1; }
  unshare --mount --propagation private sh -ec '
    mount --bind /proc "$0/proc"
    chroot "$0" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get install -y "$@"
    chroot "$0" apt-get clean
    rm -rf "$0"/var/lib/apt/lists/* "$0"/var/cache/apt/*' "$fresh" rabbitmq-server "$documentdb" || return 1
  [ -x "$fresh/usr/lib/rabbitmq/bin/rabbitmq-server" ] && ls "$fresh"/usr/share/postgresql/*/extension/documentdb.control || return 1
  # Data of stacks of an earlier, incomplete root moves over.
  [ ! -d "$root/srv" ] || cp -a "$root/srv/." "$fresh/srv/" || return 1
  rm -rf "$root"
  mv "$fresh" "$root"
}

keep_root() {
  say "keeping the root as an archive"
  tar -C "$root" --numeric-owner '--exclude=./srv/*' '--exclude=./proc/*' -I 'zstd -3 -T2' -cf "$home/root.tar.zst.new" . 2>>"$run/install.log" &&
    mv "$home/root.tar.zst.new" "$home/root.tar.zst"
  touch "$root/.complete"
}
