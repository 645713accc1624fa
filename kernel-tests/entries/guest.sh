# Loads and attaches the objects of a directory, NAME.bpf.o each, makes a bit of
# everything happen, and says of each whether its rule matched: "ok NAME", or
# "failed NAME" with what wmkload said behind it. Of those in the file
# "unraised" nothing here makes an event: it is enough that they load.
#
#	guest.sh WMKLOAD DIRECTORY

wmkload=$1 objects=$2
cd "$(mktemp -d)" || exit 1

raise()
{
	local cgroup

	: >a
	mv a b
	rm b
	sh -c 'kill -0 $$'
	busybox nc 127.0.0.1 9 </dev/null 2>/dev/null
	busybox timeout 0.1 busybox nc -l -p 7777 </dev/null >/dev/null 2>&1
	cgroup=$(sed -n 's/^cgroup2* \([^ ]*\) cgroup2 .*/\1/p' /proc/mounts | head -n 1)/wmk-entry
	mkdir "$cgroup" && sh -c "echo \$\$ >$cgroup/cgroup.procs" && rmdir "$cgroup"
}

# Waits for a match, not for a time: the seconds are of patience.
match()
{
	local loader tries

	"$wmkload" --count 1 --duration 60s "$1" >out 2>err &
	loader=$!
	tries=0
	until grep -q '^wmkload: ready:' err; do
		kill -0 $loader 2>/dev/null || return 1
		sleep 0.1
	done
	while kill -0 $loader 2>/dev/null && [ $tries -lt 20 ]; do
		raise
		tries=$((tries + 1))
	done
	kill -TERM $loader 2>/dev/null
	wait $loader
	grep -q '^match #1 ' out
}

for object in "$objects"/*.bpf.o; do
	name=${object##*/}
	name=${name%.bpf.o}
	if grep -qx "$name" "$objects/unraised"; then
		"$wmkload" --check "$object" >out 2>err
	else
		match "$object"
	fi && echo "ok $name" || { echo "failed $name"; sed 's/^/  /' out err | tail -n 20; }
done
