# What the script of a scenario finds: $OBJECT, $WMKLOAD and $WMKTRIGGER, a
# directory of its own to be in, and these functions.

set -u
OBJECT=$1
cd "$(mktemp -d)" || exit 1

fail()
{
	echo "$*"
	for file in out err; do
		[ -e $file ] && sed "s/^/$file: /" $file
	done
	exit 1
}

# Seconds are of patience, not of speed.
await()
{
	local tries
	tries=0
	until eval "$1"; do
		tries=$((tries + 1))
		[ $tries -gt 600 ] && fail "waited in vain for: $1"
		sleep 0.1
	done
}

# Begins wmkload with these options: its number is in $loader, what it says in
# the files out and err.
load()
{
	"$WMKLOAD" "$@" "$OBJECT" >out 2>err &
	loader=$!
	await 'grep -q "^wmkload: ready:" err || ! kill -0 $loader 2>/dev/null'
	kill -0 $loader 2>/dev/null || fail "wmkload did not become ready"
}

# Ends it; returns its status.
unload()
{
	kill -TERM $loader
	wait $loader
}

# Performs the lines of a trigger.
perform()
{
	printf '%s\n' "$@" >trigger
	"$WMKTRIGGER" trigger >bindings || fail "the trigger ended with $?"
}

# The value of a counter in the last statistics.
counter()
{
	awk -v name="$1" '
	$1 == "rules" || $1 == "reactions" { for (i = 2; i <= NF; i++) if ($i == name) at = i; next }
	at && NF > 2 { value = $at; at = 0 }
	END { print value + 0 }' err
}

# Programs of monitors that the kernel has.
loaded_programs()
{
	bpftool prog show | grep -c ' name at_'
}
