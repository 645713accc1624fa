# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Runs in the virtual machine: victims of wmkload, and of bpftrace with a program
# that reads it, under one load. Prints "phase NAME" and what came of each.
#
#	guest.sh FOLDER WMKLOAD SOURCES RATE N
set -u
folder=$1 wmkload=$2 sources=$3 rate=$4 number=$5
cd "$(mktemp -d)" || exit 1

# Patience, not speed.
await()
{
	local tries=0

	until grep -q "$1" "$2"; do
		tries=$((tries + 1))
		[ $tries -lt 600 ] || exit 1
		sleep 0.1
	done
}

begin()
{
	echo "phase $1"
	"$folder/victim" load "$rate" >load &
	load=$!
}

end()
{
	kill -TERM $load
	wait $load
	cat load
}

"$wmkload" --enforce --no-lease --reaction-rate none --format json "$folder/rules.bpf.o" >records 2>said &
loader=$!
await '^wmkload: ready:' said
for how in kill deny nice; do
	begin $how
	"$folder/victim" $how "$number"
	end
done
kill -TERM $loader
wait $loader
cat records

mkfifo events
"$folder/watch" <events 2>seen &
bpftrace -B line "$sources/every.bt" >events 2>lost &
tracer=$!
begin bpftrace
await '^ready' seen
"$folder/victim" kill "$number"
end
kill -TERM $tracer
wait
cat seen lost
