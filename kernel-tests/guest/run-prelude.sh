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

# A disk of 1 GiB in memory, /dev/nullb0, new and with these settings: NAME=VALUE as
# the driver has them. Each request takes completion_nsec where irqmode is 2.
disk()
{
	local at setting
	at=/sys/kernel/config/nullb/nullb0
	modprobe null_blk nr_devices=0
	[ -d ${at%/*} ] || mount -t configfs configfs /sys/kernel/config
	if [ -d $at ]; then
		echo 0 >$at/power
		rmdir $at
	fi
	mkdir $at
	for setting in size=1024 memory_backed=1 "$@"; do
		echo "${setting#*=}" >"$at/${setting%%=*}"
	done
	echo 1 >$at/power
}

# A SCSI disk of 8 MiB in memory, new; its file is then in $disk.
scsi_disk()
{
	local at
	modprobe sd_mod
	modprobe -r scsi_debug
	modprobe scsi_debug dev_size_mb=8 delay=0
	at=/sys/bus/pseudo/drivers/scsi_debug/adapter0
	# It is looked at in the background: ready when its size is known and its file there.
	until disk=/dev/$(basename "$(echo $at/host*/target*/*/block/*)") && [ -b "$disk" ] &&
		dd if="$disk" of=/dev/null bs=4096 count=1 iflag=direct status=none 2>/dev/null; do
		sleep 0.1
	done
}

# Each of its requests takes so many ms from now on.
delay_disk()
{
	local hz
	hz=$(sed -n 's/^CONFIG_HZ=//p' "/boot/config-$(uname -r)")
	until echo $(($1 * hz / 1000)) 2>/dev/null >/sys/bus/pseudo/drivers/scsi_debug/delay; do
		sleep 0.1
	done
}
