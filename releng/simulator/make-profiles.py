#!/usr/bin/env python3
"""Makes the kernel profiles that the simulated target ships, from full descriptions of real kernels.

usage: make-profiles.py DESCRIPTIONS PROFILES
  DESCRIPTIONS  folder with imx6-6.1 and the like, unpacked from tests/data/kernel-truth/descriptions
  PROFILES      bundles/io.kprobestudio.target.simulated/src/io/kprobestudio/target/simulated/profiles

A profile holds a reduced symbol table (what the workload runs, what a user is likely to type, each symbol's next neighbour
so that sizes stay true, every bearer of a name that is not unique), and the formats of the static events it can emit.
"""
import os
import re
import sys

PREFIXES = re.compile(
    r'^(vfs_|do_sys_|ksys_|sys_|SyS_|__sys_|do_filp|do_mkdir|do_rmdir|do_unlink|do_fsync|do_exit|do_group_exit|do_fork|'
    r'_do_fork|kernel_clone|copy_process|do_execve|bprm_|filp_|__fput|fput|path_openat|getname|schedule|__schedule|'
    r'io_schedule|preempt_schedule|try_to_wake|wake_up_|default_wake|finish_task_switch|worker_thread|process_one_work|'
    r'kthread|smpboot_thread|rcu_gp_kthread|do_nanosleep|hrtimer_nanosleep|hrtimer_interrupt|sock_(send|recv)msg|'
    r'__sock_|tcp_(send|recv)msg|tcp_v4_(rcv|connect)|udp_(send|recv)msg|udp_rcv|__ip_queue_xmit|ip_queue_xmit|'
    r'ip_(output|local_out|rcv|finish)|icmp_rcv|__?dev_queue_xmit|dev_queue_xmit|dev_hard_start|sch_direct|'
    r'__?netif_receive|netif_(rx|receive)|napi_|net_rx_action|net_tx_action|really_probe|'
    r'(__)?driver_(probe|attach|register|unregister)|(__)?device_(attach|add|register|initial_probe|del)|bus_(probe|add|for_)|'
    r'platform_(probe|drv_probe|device_(add|register)|match)|i2c_(device_probe|transfer|smbus)|spi_(sync|async|drv_probe|probe)|'
    r'gpiod?_|pinctrl_|clk_(prepare|enable|disable|set_rate|get)|regulator_(enable|disable|set)|mmc_(request|wait|blk)|'
    r'handle_(irq|fasteoi|edge|level)|generic_handle|__handle_irq|irq_(enter|exit)|__do_softirq|do_softirq|raise_softirq|'
    r'request_threaded|free_irq|mod_timer|add_timer|del_timer|call_timer_fn|run_timer|tick_(sched|nohz)|'
    r'__?kmalloc|kfree$|kmem_cache_(alloc|free)|vmalloc|vfree|alloc_pages|__alloc_pages|free_pages|iterate_dir|'
    r'ext4_(file|sync|read|write)|generic_(file|write|perform)|submit_bio|blk_mq_(submit|start)|do_page_fault|handle_mm_fault|'
    r'mmap_region|do_mmap|load_module|do_init_module|free_module|printk$|_printk|vprintk|panic$|proc_reg|seq_read|'
    r'kernfs_|tracing_mark_write$|tty_(read|write)|n_tty|uart_|imx_|rtc_(read|set)|cpufreq_|arm_|twd_)')
DATA = {'jiffies', 'jiffies_64', 'init_task', 'linux_banner', 'init_net', 'loops_per_jiffy', 'panic_timeout', 'nr_cpu_ids',
        'system_state', 'init_mm', 'saved_command_line', 'sysctl_hung_task_timeout_secs', 'avenrun', 'total_forks'}
BOUNDS = {'_text', '_stext', '_etext', '_sdata', '_edata', '_end', '_sinittext', '_einittext', '__kprobes_text_start',
          '__kprobes_text_end', '__entry_text_start', '__entry_text_end', '__init_begin', '__init_end', '__bss_start',
          '__noinstr_text_start', '__noinstr_text_end', '__irqentry_text_start', '__irqentry_text_end',
          '__softirqentry_text_start', '__softirqentry_text_end', '__sched_text_start', '__sched_text_end',
          '__lock_text_start', '__lock_text_end', '__cpuidle_text_start', '__cpuidle_text_end'}
EVENTS = {
    'sched': ['sched_switch', 'sched_wakeup', 'sched_waking', 'sched_wakeup_new', 'sched_process_fork', 'sched_process_exec',
              'sched_process_exit', 'sched_process_wait', 'sched_process_free', 'sched_stat_runtime'],
    'raw_syscalls': ['sys_enter', 'sys_exit'],
    'syscalls': [f'sys_{w}_{n}' for w in ('enter', 'exit')
                 for n in ('openat', 'read', 'write', 'close', 'getdents64', 'mkdirat', 'mkdir', 'rmdir', 'fsync', 'sendto',
                           'nanosleep', 'clock_nanosleep', 'execve', 'exit_group', 'newfstatat', 'statx', 'fstat64', 'open')],
    'irq': ['irq_handler_entry', 'irq_handler_exit', 'softirq_entry', 'softirq_exit', 'softirq_raise'],
    'timer': ['timer_start', 'timer_expire_entry', 'timer_expire_exit', 'timer_cancel', 'hrtimer_start'],
    'workqueue': ['workqueue_queue_work', 'workqueue_execute_start', 'workqueue_execute_end', 'workqueue_activate_work'],
    'net': ['net_dev_queue', 'net_dev_start_xmit', 'net_dev_xmit', 'netif_receive_skb', 'netif_rx'],
    'kmem': ['kmalloc', 'kfree', 'kmem_cache_alloc', 'kmem_cache_free'],
    'module': ['module_load', 'module_free', 'module_get', 'module_put'],
    'task': ['task_newtask', 'task_rename'],
    'power': ['cpu_idle'],
    'signal': ['signal_generate', 'signal_deliver'],
    'ftrace': None,
}
MODULES = {'fec', 'micrel', 'of_mdio'}


def reduce_symbols(lines, listed):
    """Chosen lines, each with its next neighbour at a higher address."""
    parsed = [(int(l.split()[0], 16), l.split()[1], l.split()[2], l) for l in lines]
    core = sorted((p for p in parsed if '[' not in p[3]), key=lambda p: p[0])
    chosen = set()
    for i, (address, kind, name, line) in enumerate(core):
        text = kind in 'tTwW'
        if text and PREFIXES.match(name) or name in DATA or name in BOUNDS or name in listed:
            chosen.add(i)
    names = {core[i][2] for i in chosen}
    chosen |= {i for i, p in enumerate(core) if p[2] in names}
    keep = set(chosen)
    for i in chosen:
        j = i
        while j > 0 and core[j - 1][0] == core[i][0]:
            j -= 1
            keep.add(j)
        j = i
        while j + 1 < len(core) and core[j][0] == core[i][0]:
            j += 1
        keep.add(j)
    # The name of a neighbour must not become unique by the reduction.
    names = {core[i][2] for i in keep}
    more = {i for i, p in enumerate(core) if p[2] in names} - keep
    for i in more:
        keep.add(i)
        if i + 1 < len(core):
            keep.add(i + 1)
    out = [core[i][3] for i in sorted(keep)]
    for p in parsed:
        m = re.search(r'\[(\S+)\]', p[3])
        if m and m.group(1) in MODULES and p[1] in 'tT':
            out.append(p[3])
    return out


def main():
    source, target = sys.argv[1], sys.argv[2]
    for version in ('3.14', '5.10', '6.1', '6.12', '7.2'):
        folder = os.path.join(source, 'imx6-' + version)
        out = os.path.join(target, version)
        os.makedirs(out, exist_ok=True)
        read = lambda name: open(os.path.join(folder, name), encoding='latin-1').read()
        blacklist = read('blacklist') if os.path.exists(os.path.join(folder, 'blacklist')) else None
        listed = {l.split('\t')[1].strip() for l in (blacklist or '').splitlines() if '\t' in l}
        symbols = reduce_symbols(read('kallsyms').splitlines(), listed)
        write = lambda name, text: open(os.path.join(out, name), 'w', encoding='latin-1').write(text)
        write('kallsyms', '\n'.join(symbols) + '\n')
        names = {l.split()[2] for l in symbols}
        functions = [l for l in read('available_filter_functions').splitlines() if l.split() and l.split()[0] in names]
        write('available_filter_functions', '\n'.join(functions) + '\n')
        for name in ('README', 'uname', 'control'):
            write(name, read(name))
        if blacklist is not None:
            write('blacklist', blacklist)
            write('modules', read('modules'))
        formats = []
        for system, events in EVENTS.items():
            base = os.path.join(folder, 'events', system)
            if not os.path.isdir(base):
                continue
            for event in sorted(os.listdir(base)) if events is None else events:
                path = os.path.join(base, event, 'format')
                if os.path.exists(path):
                    formats.append('== %s/%s\n%s' % (system, event, open(path, encoding='latin-1').read()))
        write('formats', ''.join(formats))
        print(version, len(symbols), 'symbols', len(formats), 'events')


main()
