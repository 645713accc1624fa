#!/bin/busybox sh
# PID 1 in the initramfs: takes /modules, /wmk/settings and the host's root over
# 9p, and leaves a writable root with the usual file systems mounted, in which
# run.sh then runs the command.

export PATH=/bin
bb=/bin/busybox

# The harness reads a boot that ends without "booted" as "did not boot"; this
# only adds why.
fail()
{
	echo "wmk-init: $*" >/dev/kmsg
	$bb reboot -f
}

try()
{
	"$@" || fail "failed: $*"
}

$bb mkdir -p /proc /sys /dev /lower /rw /newroot
$bb mount -t proc proc /proc
$bb mount -t sysfs sysfs /sys
$bb mount -t devtmpfs devtmpfs /dev

# RELEASE, CONFIG, MODULES, CHECKOUT, DIRECTORY and SHARE, by the harness.
. /wmk/settings

for module in /modules/*; do
	[ -e "$module" ] && try $bb insmod "$module"
done

# Ports appear some time after the driver, and there is no udev to name them.
find_port()
{
	local tries port name
	tries=0
	while [ $tries -lt 500 ]; do
		for port in /sys/class/virtio-ports/*; do
			[ -r "$port/name" ] && read -r name <"$port/name" &&
				[ "$name" = "$1" ] &&
				found="/dev/${port##*/}" && [ -c "$found" ] &&
				return 0
		done
		tries=$((tries + 1))
		$bb usleep 10000
	done
	return 1
}

try find_port wmk.status
exec 7>"$found"
try find_port wmk.output
output_port=$found

# The lower root is read-only on both sides; what the guest writes goes to the
# tmpfs and is gone with it.
try $bb mount -t 9p -o ro,trans=virtio,version=9p2000.L,cache=loose,msize=512000 \
	wmk.root /lower
try $bb mount -t tmpfs tmpfs /rw
$bb mkdir /rw/upper /rw/work
try $bb mount -t overlay \
	-o lowerdir=/lower,upperdir=/rw/upper,workdir=/rw/work overlay /newroot

try $bb mount -t tmpfs -o mode=1777 tmpfs /newroot/tmp
try $bb mount -t tmpfs -o mode=755 tmpfs /newroot/run
$bb mkdir -p /newroot/proc /newroot/sys /newroot/dev
try $bb mount -o move /proc /newroot/proc
try $bb mount -o move /sys /newroot/sys
try $bb mount -o move /dev /newroot/dev
$bb mkdir -p /newroot/dev/pts /newroot/dev/shm
try $bb mount -t devpts -o mode=620,ptmxmode=666 devpts /newroot/dev/pts
try $bb mount -t tmpfs -o mode=1777 tmpfs /newroot/dev/shm
$bb ln -s /proc/self/fd /newroot/dev/fd
$bb ln -s /proc/self/fd/0 /newroot/dev/stdin
$bb ln -s /proc/self/fd/1 /newroot/dev/stdout
$bb ln -s /proc/self/fd/2 /newroot/dev/stderr
try $bb mount -t cgroup2 cgroup2 /newroot/sys/fs/cgroup
try $bb mount -t bpf bpf /newroot/sys/fs/bpf
try $bb mount -t securityfs securityfs /newroot/sys/kernel/security
try $bb mount -t tracefs tracefs /newroot/sys/kernel/tracing
try $bb mount -t debugfs debugfs /newroot/sys/kernel/debug
try $bb ip link set lo up
$bb hostname wmk

# What is under /tmp or /run on the host is hidden by the fresh tmpfs: show it
# again, read-only.
for directory in "$CHECKOUT" "$DIRECTORY"; do
	[ -e "/newroot$directory" ] && continue
	$bb mkdir -p "/newroot$directory"
	try $bb mount -o bind "/lower$directory" "/newroot$directory"
done

# As if the kernel's package were installed, for modprobe and bpftool.
$bb mkdir -p "/newroot/lib/modules/$RELEASE" /newroot/boot
try $bb mount -o bind "/lower$MODULES" "/newroot/lib/modules/$RELEASE"
$bb cp "/lower$CONFIG" "/newroot/boot/config-$RELEASE"
if [ -n "$SHARE" ]; then
	$bb mkdir -p "/newroot$SHARE"
	try $bb mount -t 9p \
		-o rw,trans=virtio,version=9p2000.L,cache=none,msize=512000 \
		wmk.share "/newroot$SHARE"
fi

$bb mkdir /newroot/run/wmk
$bb cp /bin/busybox /wmk/run.sh /wmk/command /newroot/run/wmk/
exec $bb switch_root /newroot /run/wmk/busybox sh /run/wmk/run.sh "$output_port"
