#!/bin/bash
# An S3 server of Debian's packages (ceph-mon ceph-osd radosgw ceph-common) on loopback, as any user:
# one monitor, one OSD in memory, one gateway.
# usage: ceph.sh start FOLDER GATEWAY_PORT MONITOR_PORT | ceph.sh stop FOLDER
set -e
folder=$2
port=$3
monitor=$4
export CEPH_CONF=$folder/ceph.conf

if [ "$1" = stop ]; then
    for name in rgw osd mon; do
        [ -f "$folder/$name.pid" ] && kill "$(cat "$folder/$name.pid")" 2>/dev/null || true
    done
    exit 0
fi

daemon() { # NAME COMMAND...: runs it apart from this shell and notes its process
    local name=$1
    shift
    setsid nohup "$@" -c "$CEPH_CONF" >"$folder/$name.out" 2>&1 &
    echo $! >"$folder/$name.pid"
}

wait_for() { # DAEMON COMMAND...: tries for 40 seconds, as long as the daemon lives
    local name=$1 until=$((SECONDS + 40))
    shift
    while [ $SECONDS -lt $until ] && kill -0 "$(cat "$folder/$name.pid")" 2>/dev/null; do
        "$@" >/dev/null 2>&1 && return
        sleep 0.5
    done
    echo "$name is not up: $*" >&2
    tail -n 20 "$folder/$name.out" "$folder"/*.log >&2
    exit 1
}

rm -rf "$folder"
mkdir -p "$folder/mon" "$folder/osd"
id=$(cat /proc/sys/kernel/random/uuid)
# Without cephx only the first version of the messenger works.
cat >"$CEPH_CONF" <<CONF
[global]
fsid = $id
mon host = v1:127.0.0.1:$monitor
mon initial members = a
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
osd crush chooseleaf type = 0
mon allow pool size one = true
mon data avail crit = 1
mon data avail warn = 1
public addr = 127.0.0.1
ms bind ipv6 = false
ms bind msgr2 = false
run dir = $folder
admin socket = $folder/\$cluster-\$name.asok
log file = $folder/\$name.log
[mon.a]
mon data = $folder/mon
[osd.0]
osd data = $folder/osd
osd objectstore = memstore
memstore device bytes = 1073741824
[client.admin]
rgw frontends = beast endpoint=127.0.0.1:$port
CONF
monmaptool --create --fsid "$id" --addv a "[v1:127.0.0.1:$monitor]" "$folder/monmap" >/dev/null
ceph-mon --mkfs -i a --monmap "$folder/monmap" -c "$CEPH_CONF" >/dev/null 2>&1
daemon mon ceph-mon -f -i a
wait_for mon timeout 5 ceph -c "$CEPH_CONF" mon stat
osd=$(cat /proc/sys/kernel/random/uuid)
ceph -c "$CEPH_CONF" osd new "$osd" 0 >/dev/null
ceph-osd -i 0 --mkfs --osd-uuid "$osd" -c "$CEPH_CONF" >/dev/null 2>&1
daemon osd ceph-osd -f -i 0
wait_for osd bash -c "timeout 5 ceph -c '$CEPH_CONF' osd stat | grep -q '1 up'"
daemon rgw radosgw -f -n client.admin
wait_for rgw bash -c "exec 3<>/dev/tcp/127.0.0.1/$port"
radosgw-admin -c "$CEPH_CONF" -n client.admin user create --uid=test --display-name=test \
    --access-key=TESTACCESSKEY01 --secret-key=testsecretkey0123456789 >/dev/null
