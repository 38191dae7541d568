# PostgreSQL with the documentdb extension in the root, and the door before it.

postgres_bin() { (cd "$root" && ls -d usr/lib/postgresql/*/bin | sort -V | tail -n 1); }

inside_as_postgres() { chroot --userspec="$(identity postgres)" "$root" env -i PATH="/$(postgres_bin):/usr/bin:/bin" HOME="$data/store" LC_ALL=C.UTF-8 "$@"; }

store_files() {
  if [ ! -s "$root$data/store/data/PG_VERSION" ]; then
    rm -rf "${root:?}$data/store"
    mkdir -p "$root$data/store"
    chown "$(identity postgres)" "$root$data/store"
    chmod 700 "$root$data/store"
    inside_as_postgres initdb -D "$data/store/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >>"$run/postgres.log" 2>&1 9>&- ||
      fail "initdb failed; see $run/postgres.log."
  fi
  # fsync and synchronous_commit keep their defaults (on): an answered write is on the disk, here as on the real server.
  cat >"$root$data/store/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $POSTGRES_PORT
unix_socket_directories = '$data/store'
max_connections = 200
shared_buffers = 256MB
# Fast, as the real server's snappy; the default takes a quarter of all its work.
default_toast_compression = lz4
max_wal_size = 512MB
max_parallel_workers_per_gather = 0
dynamic_shared_memory_type = mmap
jit = off
shared_preload_libraries = 'pg_cron,pg_documentdb_core,pg_documentdb'
cron.database_name = 'postgres'
cron.use_background_workers = on
documentdb.useFileBasedPersistedCursors = on
deadlock_timeout = 100ms
log_checkpoints = off
CONF
}

# After a kill -9 the old server's children take a moment to notice, and its pid may wait to be reaped: the file it left would
# forbid the start. Nobody works in the folder any more, so the file says nothing.
clear_leftovers() {
  local folder=$root$data/store/data pid
  gone postgres && [ -e "$folder/postmaster.pid" ] || return 0
  within 5 nobody_in "$folder" || for pid in $(working_in "$folder"); do kill -9 "$pid" 2>/dev/null; done
  within 5 nobody_in "$folder" || fail "processes $(working_in "$folder" | xargs) still work in $folder."
  rm -f "$folder/postmaster.pid"
}

nobody_in() { [ -z "$(working_in "$1")" ]; }

postgres_settled() { gone postgres || postgres_answers; }

postgres_answers() { alive postgres && inside_as_postgres pg_isready -q -h "$data/store" -p "$POSTGRES_PORT"; }

sql() { inside_as_postgres psql -q -h "$data/store" -p "$POSTGRES_PORT" -U postgres -v ON_ERROR_STOP=1 -c "$1" >>"$run/postgres.log" 2>&1; }

start_postgres() {
  store_files
  # A predecessor that was killed may hold its memory for a moment longer than its processes are seen.
  local attempt
  for attempt in 1 2 3; do
    clear_leftovers
    start postgres chroot --userspec="$(identity postgres)" "$root" env -i PATH=/usr/bin:/bin HOME="$data/store" LC_ALL=C.UTF-8 \
      "/$(postgres_bin)/postgres" -D "$data/store/data"
    within 60 postgres_settled && postgres_answers && break
    [ "$attempt" -lt 3 ] && alive postgres && break
    sleep 1
  done
  postgres_answers || fail "the store did not start: $(tail -n 1 "$run/postgres.log"); see $run/postgres.log."
  sql "CREATE EXTENSION IF NOT EXISTS documentdb CASCADE" || fail "the documentdb extension could not be created; see $run/postgres.log."
}

door=$repository/artifacts/bin/Door/release/Exchange.Stack.Door.dll

build_door() {
  [ -e "$door" ] && [ -z "$(find "$here/Door" -name '*.cs*' -newer "$door" -print -quit)" ] && return
  command -v dotnet >/dev/null || fail "the .NET SDK of global.json is missing, the store's door cannot be built."
  say "building the store's door"
  dotnet build "$here/Door/Door.csproj" -c Release -v quiet --nologo >"$run/door-build.log" 2>&1 9>&- || fail "the store's door does not build; see $run/door-build.log."
  touch "$door"
}

start_door() {
  build_door
  # A copy, so that a build does not change the files of a running process.
  rm -rf "$run/door"
  cp -r "$(dirname "$door")" "$run/door"
  start door dotnet "$run/door/$(basename "$door")" --port "$DOOR_PORT" --postgres "Host=127.0.0.1;Port=$POSTGRES_PORT;Username=postgres;Database=postgres"
  within 30 door_settled && listening "$DOOR_PORT" || fail "the store's door did not start: $(tail -n 1 "$run/door.log"); see $run/door.log."
}

door_settled() { gone door || listening "$DOOR_PORT"; }

end_door() { end door TERM 10; }

end_postgres() { end postgres INT 30; }
