# What a board is kept busy with so that as many of its kernel's functions run as BusyBox can reach: run on the board by
# sh workload.sh [PIECE]. Reads all that proc, sys and debugfs show, and uses files, processes, the network, devices, modules and
# events; PIECE is the number of one of its pieces. With CALLED=FILE it is said there of each function that set_ftrace_filter names,
# by the first piece that calls it: PIECE FUNCTION.
only=${1:-} piece=0 tracing=/sys/kernel/tracing
quiet() {
    piece=$((piece + 1))
    [ -z "$only" ] || [ "$only" = "$piece" ] || return 0
    timeout "$1" sh -c "$2" >/dev/null 2>&1 </dev/null || true
    [ -z "$only" ] || exit 0
    [ -z "${CALLED:-}" ] || called
}
# ftrace looks at all of the kernel's functions for each name that is written: what was seen is taken out one by one.
called() {
    sed -n 's/^[^:]*: \([^ ]*\) <-.*/\1/p' $tracing/trace | sort -u >"$CALLED.now"
    sed "s/^/$piece /" "$CALLED.now" >>"$CALLED"
    sed 's/^/!/' "$CALLED.now" >>$tracing/set_ftrace_filter
    echo >$tracing/trace
    # an oops of what is tried ends all tracing
    echo 1 >$tracing/tracing_on
}
# What runs anyway comes first, so that it does not fill the buffer later.
for i in 1 2 3; do quiet 5 'sleep 2; ls / /proc/1; cat /proc/meminfo'; done
mount -t debugfs none /sys/kernel/debug 2>/dev/null
mount -t tmpfs none /mnt 2>/dev/null
mkdir -p /tmp/w && cd /tmp/w || exit 1
[ -e list ] || ls -lR /etc /dev /bin >list 2>/dev/null
for tracer in function_graph wakeup irqsoff preemptoff nop; do
    quiet 6 "mkdir -p /sys/kernel/tracing/instances/w && cd /sys/kernel/tracing/instances/w && echo $tracer >current_tracer; sleep 1; cat trace"
done
for how in sync direct fsync,notrunc; do quiet 8 "dd if=/dev/zero of=file bs=4k count=300 oflag=$how conv=$how; dd if=file of=/dev/null bs=512"; done
quiet 8 'dd if=/dev/zero of=disk bs=1M count=24; (mkfs.ext2 disk || mke2fs disk || mkfs.vfat disk || mkfs.minix disk)'
quiet 8 'losetup /dev/loop0 disk; mkdir -p m; mount /dev/loop0 m; cp list m; sync; blockdev --getsize64 --rereadpt --flushbufs /dev/loop0; hdparm -t /dev/loop0; umount m; losetup -d /dev/loop0'
quiet 8 'mkswap disk; swapon disk; swapoff disk; fdisk -l disk; blkid; fstrim /; fallocate -l 1M f; truncate -s 9k f; ln f g; ln -s f h; mv f i; mkfifo p; mknod n c 1 3; chmod 600 i; chown 1 i; touch i; rm -rf g h i p n; flock files true'
quiet 8 'mount -t proc none /mnt; umount /mnt; mount -t ramfs none /mnt; mount -o remount,ro /mnt; mount --bind /tmp /mnt; umount /mnt; pivot_root . . ; chroot / true; unshare -m -p -n -i -u -f true'
quiet 20 'ping -c 3 -s 3000 127.0.0.1; ping -6 -c 2 ::1; ping -c 1 10.0.2.2; traceroute -m 2 10.0.2.2; arping -c 1 10.0.2.2; nslookup a.example 10.0.2.3'
quiet 10 '(nc -l -p 9099 >got &) ; sleep 1; nc 127.0.0.1 9099 <list'
quiet 10 '(nc -u -l -p 9098 >got &) ; sleep 1; echo text | nc -u -w 1 127.0.0.1 9098'
quiet 10 'for port in 9 9098; do echo text | nc -u -w 1 ::1 $port; done; nc -w 1 ::1 9 </dev/null'
quiet 10 'for a in 1 2 3; do wget -O /dev/null http://[::1]:22/; wget -O /dev/null http://127.0.0.1:22/; done'
quiet 10 'ip addr; ip route; ip -6 route; ip neigh; ip rule; ip link add d0 type dummy; ip link set d0 up; ip addr add 10.8.8.1/24 dev d0; ip -6 addr add fd00::1/64 dev d0; ping -c 1 -W 1 10.8.8.2; ip link del d0; ifconfig -a; netstat -an; arp -n; tc qdisc; brctl addbr b0; brctl delbr b0; vconfig add lo 5; tunctl'
quiet 5 'for w in "target default" "decodes io+mem" "lock io" "trylock mem" "unlock io" "unlock mem" "lock none"; do printf "%s" "$w" >/dev/vga_arbiter; done'
quiet 20 'mkdir -p cg m; mount -t cgroup2 none cg; echo +memory >cg/cgroup.subtree_control; mkdir cg/a; echo 6M >cg/a/memory.max; mount /dev/loop0 m || { losetup /dev/loop0 disk; mount /dev/loop0 m; }; sh -c "echo \$\$ >cg/a/cgroup.procs; dd if=/dev/zero of=m/large bs=64k count=200; cat m/large"; sh -c "echo 1 >/sys/kernel/tracing/events/oom/enable; echo \$\$ >cg/a/cgroup.procs; dd if=/dev/zero of=/dev/null bs=20M"; echo 0 >/sys/kernel/tracing/events/oom/enable; umount m; rm m/large; losetup -d /dev/loop0; rmdir cg/a; umount cg'
quiet 8 'ps; top -b -n 2; uptime; free; lsof; pstree; dmesg; logger text; sysctl -a; nice -n 5 true; renice 3 $$; chrt -f 9 true; chrt -p $$; taskset 1 true; ionice -c 3 true; cpulimit; ulimit -a; time true; ipcs; lsusb; lspci; hwclock; rtcwake -m no -s 5; watchdog -T 30 -F /dev/none'
quiet 8 'for i in $(seq 60); do (true | cat | wc) & done; wait; kill -0 $$; sleep 0.01; usleep 1000; timeout 0.1 yes; stty -a; setsid true; script -c true /dev/null; cat /dev/urandom | head -c 300000 | md5sum; head -c 100 /dev/random'
# The board's link is a module, too.
[ -e loaded ] || sed 's/ .*//' /proc/modules >loaded
for module in $(find "/lib/modules/$(uname -r)" -name '*.ko*' 2>/dev/null | sed 's|.*/||; s|\.ko.*||' | head -n 60); do
    grep -qx "$(echo "$module" | tr - _)" loaded || rmmod "$module" 2>/dev/null
    quiet 5 "modprobe $module || insmod $(find "/lib/modules/$(uname -r)" -name "$module.ko*" | head -n 1)"
done
[ -e partaa ] || find /proc /sys -type f 2>/dev/null | grep -vE 'kmsg|kcore|trace_pipe|/proc/[0-9]+/task|/tracing/(events|instances|per_cpu)|/usbmon|clear_refs|pagemap' \
    >/tmp/w/files
# In bunches: one that waits or fails costs its bunch alone.
[ -e partaa ] || split -l 60 files part 2>/dev/null || cp files partaa
for part in part*; do quiet 6 "xargs cat <$part"; done
# Events of a group, recorded and printed.
for group in "$tracing"/events/*/; do
    group=${group%/} group=${group##*/}
    case $group in ftrace | kprobes | proof | initcall | enable) continue ;; esac
    quiet 6 "mkdir -p $tracing/instances/w; cd $tracing/instances/w && echo 1 >events/$group/enable; ping -c 1 -s 3000 127.0.0.1; ping -6 -c 1 ::1; dd if=/dev/zero of=/tmp/w/f bs=4k count=20 conv=fsync; (true | cat); nc -w 1 127.0.0.1 9; nc -w 1 ::1 9; ip link add d1 type dummy; ip link set d1 up; ip link del d1; ip link add d1 type nonsense; sleep 0.2; echo 0 >events/$group/enable; head -c 60000 trace; echo >trace"
done
for gpio in /sys/class/gpio/gpiochip*; do quiet 3 "echo \$(cat $gpio/base) >/sys/class/gpio/export; cd /sys/class/gpio/gpio*/ && echo in >direction; cat value"; done
for cpu in 1 2 3; do quiet 15 "echo 0 >/sys/devices/system/cpu/cpu$cpu/online; sleep 1; echo 1 >/sys/devices/system/cpu/cpu$cpu/online"; done
for device in /sys/bus/platform/drivers/*; do
    bound=$(find "$device" -maxdepth 1 -type l ! -name module | sed 's|.*/||' | head -n 1)
    case $device in *fec* | *sdhci* | *imx-uart* | *gpt* | *gpc* | *snvs* | *psci* | *ccm* | *gpio* | *pinctrl*) continue ;; esac
    [ -z "$bound" ] || quiet 5 "echo $bound >$device/unbind; sleep 0.1; echo $bound >$device/bind"
done
echo 3 >/proc/sys/vm/drop_caches
