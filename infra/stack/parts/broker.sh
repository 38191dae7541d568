# RabbitMQ in the root: one node per stack with its own epmd, on loopback only.

broker_path=/usr/lib/rabbitmq/bin:/usr/sbin:/usr/bin:/sbin:/bin

broker_files() {
  local owner
  owner=$(identity rabbitmq)
  mkdir -p "$root$data/broker"
  (
    umask 077
    # The limits suit a machine of two cores that also runs the tests: the memory alarm at 1 GB, the disk alarm only when the
    # disk is nearly full, a small write-ahead log. Quorum queues are the default, as with every queue of ours.
    cat >"$root$data/broker/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$BROKER_PORT
management.tcp.ip = 127.0.0.1
management.tcp.port = $MANAGEMENT_PORT
prometheus.tcp.ip = 127.0.0.1
prometheus.tcp.port = $PROMETHEUS_PORT
default_user = admin
default_pass = $(secret)
default_user_tags.administrator = true
default_queue_type = quorum
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = 200MB
raft.wal_max_size_bytes = 67108864
log.console = true
log.console.level = warning
log.file = false
CONF
  )
  echo '[rabbitmq_management,rabbitmq_prometheus].' >"$root$data/broker/enabled_plugins"
  chown -R "$owner" "$root$data/broker"
}

start_broker() {
  broker_files
  local owner
  owner=$(identity rabbitmq)
  # Started here and not by the node, so that it has a pid of ours and ends with the stack.
  alive epmd || start epmd chroot --userspec="$owner" "$root" env -i PATH="$broker_path" LC_ALL=C.UTF-8 epmd -address 127.0.0.1 -port "$EPMD_PORT"
  rm -f "$root$data/broker/pid"
  # Two schedulers that do not spin while idle: several stacks and the tests share the cores. /proc for the node's memory monitor.
  # Queues are counted three times a second, not every five seconds: tests wait for them to be empty.
  start broker-launch unshare --mount --propagation private sh -c 'mount --bind /proc "$0/proc" && exec "$@"' "$root" \
    chroot --userspec="$owner" "$root" env -i PATH="$broker_path" HOME="$data/broker" LC_ALL=C.UTF-8 \
    RABBITMQ_NODENAME="$name@localhost" RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT="$BROKER_PORT" RABBITMQ_DIST_PORT="$DISTRIBUTION_PORT" \
    RABBITMQ_CONFIG_FILE="$data/broker/rabbitmq.conf" RABBITMQ_ENABLED_PLUGINS_FILE="$data/broker/enabled_plugins" \
    RABBITMQ_MNESIA_BASE="$data/broker/mnesia" RABBITMQ_LOG_BASE="$data/broker/log" RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_PID_FILE="$data/broker/pid" \
    ERL_EPMD_PORT="$EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1 \
    "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none -rabbit quorum_tick_interval 300" \
    rabbitmq-server
  # The launching shell is no more than that: the pid that counts is the node's, known before it has started wholly.
  within 20 broker_known || fail "the broker did not start; see $run/broker-launch.log."
  within 90 broker_settled || fail "the broker did not start within 90 s; see $run/broker-launch.log."
  broker_answers || fail "the broker ended while starting; see $run/broker-launch.log."
}

broker_known() { [ -s "$root$data/broker/pid" ] && remember broker "$(cat "$root$data/broker/pid")"; }

broker_answers() {
  alive broker && listening "$BROKER_PORT" &&
    echo "user = \"admin:$(secret)\"" | curl --silent --fail --output /dev/null --max-time 5 --config - "http://127.0.0.1:$MANAGEMENT_PORT/api/vhosts"
}

broker_settled() { gone broker || broker_answers; }

end_broker() {
  end broker TERM 30
  end broker-launch TERM 5
  end epmd TERM 2
}
