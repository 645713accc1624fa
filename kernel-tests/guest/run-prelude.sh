# What the script of a case finds: a directory of its own to be in, kernel-tests/
# helpers in its PATH, and these functions. It makes happen what the rule is
# about, with real programs, and says with `expect` what is to be reported, from
# another source than the rule's: stat(1), /proc, ip(8).

set -eu
PATH=$HELPERS:$PATH
cd "$(mktemp -d)"
rule=match
expected=0

# The next record of the rule, its values as wmkload prints them; _ is any. Where
# a file has several rules, $rule is the name of one, and $expected begins at 0.
expect()
{
	expected=$((expected + 1))
	echo "$rule #$expected { $* }"
}

# A string in a record.
text()
{
	printf '"%s"' "$1"
}

# The device number of a file as stat(2) gives it, and its inode.
device()
{
	stat -Lc %d "$1"
}

inode()
{
	stat -Lc %i "$1"
}

# Runs a command in a new process, whose number is then in $child; its status is the command's.
run()
{
	"$@" &
	child=$!
	wait $child
}
