/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.workload;

import io.kprobestudio.decoder.EventField;
import io.kprobestudio.target.simulated.internal.kernel.EventType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The system calls that the workload makes, down to the functions that people probe, with what these find in registers and
 * memory. Names and arguments are those of the versions simulated; a function that a version lacks is passed over.
 */
final class SystemCalls {

    private static final long BUFFER = 0x001c6000L;
    private static final long PATH = 0x0154a50cL;
    private static final long AT_FDCWD = -100;

    private final RunningTask thread;
    private int nextFile = 3;

    SystemCalls(RunningTask thread) {
        this.thread = thread;
    }

    /** Makes a system call: its events, and what it does. */
    long call(int number, String name, LongSupplier body, long... arguments) {
        thread.kernel().emit(thread.event("raw_syscalls", "sys_enter"), thread.cpu(), thread.task(), 0, 0, e -> {
            e.set("id", number);
            for (int i = 0; i < arguments.length && i < 6; i++) {
                e.set("args", i, arguments[i]);
            }
        });
        EventType enter = thread.event("syscalls", "sys_enter_" + name);
        thread.kernel().emit(enter, thread.cpu(), thread.task(), 0, 0, e -> {
            List<EventField> fields = enter == null ? List.of() : enter.format().ownFields();
            e.set("__syscall_nr", number);
            for (int i = 1; i < fields.size() && i <= arguments.length; i++) {
                e.set(fields.get(i).name(), arguments[i - 1]);
            }
        });
        thread.cpu().spend(2_000 + thread.random(4_000));
        long result = body.getAsLong();
        thread.kernel().emit(thread.event("syscalls", "sys_exit_" + name), thread.cpu(), thread.task(), 0, 0,
                e -> e.set("__syscall_nr", number).set("ret", result));
        thread.kernel().emit(thread.event("raw_syscalls", "sys_exit"), thread.cpu(), thread.task(), 0, 0,
                e -> e.set("id", number).set("ret", result));
        thread.memory().forget();
        thread.cpu().spend(3_000 + thread.random(9_000));
        return result;
    }

    private String entry(String name) {
        // Until 4.16 the entry of a system call is SyS_name.
        return thread.has("sys_" + name) && thread.profile().version().atLeast(4, 17) ? "sys_" + name
                : thread.has("SyS_" + name) ? "SyS_" + name : "sys_" + name;
    }

    private static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Opens a file; gives its descriptor, or a negative error number. */
    int open(String path, int flags, boolean exists) {
        int result = exists ? nextFile : -2;
        long name = PATH + (path.length() & 0x7c);
        call(322, "openat", () -> {
            thread.memory().lend(name, text(path));
            long caller = thread.within(entry("openat"), 0x98);
            if (thread.has("do_sys_openat2")) {
                long how = thread.task().stackTop(thread.profile().kernelBase()) - 0x78;
                thread.memory().lend(how, flags);
                thread.memory().lend(how + 4, 0);
                thread.memory().lend(how + 8, (flags & 0x40) != 0 ? 0x1b6 : 0);
                thread.memory().lend(how + 12, 0);
                thread.memory().lend(how + 16, 0);
                return thread.call("do_sys_openat2", caller, () -> opening(path, name, result), AT_FDCWD, name, how);
            }
            return thread.call("do_sys_open", caller, () -> opening(path, name, result), AT_FDCWD, name, flags,
                    (flags & 0x40) != 0 ? 0x1b6 : 0);
        }, AT_FDCWD, name, flags, 0x1b6);
        if (exists) {
            nextFile++;
        }
        return result;
    }

    private long opening(String path, long name, int result) {
        String opener = thread.has("do_sys_openat2") ? "do_sys_openat2" : "do_sys_open";
        long kernelName = thread.object("names_cache" + thread.task().pid());
        thread.leaf("getname_flags", thread.within(opener, 0x40), kernelName, name, 0, 0);
        thread.memory().lend(kernelName, kernelName + 16);
        thread.memory().lend(kernelName + 4, name);
        thread.memory().lend(kernelName + 16, text(path));
        long file = result < 0 ? result : file(path);
        thread.call("do_filp_open", thread.within(opener, 0x78), () -> thread.call("path_openat",
                thread.within("do_filp_open", 0x80), () -> result < 0 ? result
                        : thread.leaf("vfs_open", thread.within("path_openat", 0x9c0), 0, thread.object("path" + path),
                                file)),
                AT_FDCWD, kernelName, thread.object("op" + path));
        return result;
    }

    /** The structure of an open file, with what leads to its name. */
    private long file(String path) {
        long file = thread.object("file" + path);
        long dentry = thread.object("dentry" + path);
        thread.memory().lend(file + 12, dentry);
        thread.memory().lend(dentry + 28, dentry + 36);
        thread.memory().lend(dentry + 36, text(path.substring(path.lastIndexOf('/') + 1)));
        return file;
    }

    /** Reads from a file. */
    long read(int descriptor, String path, int wanted, int got) {
        return call(3, "read", () -> {
            long file = file(path);
            String reader = thread.has("ksys_read") ? "ksys_read" : entry("read");
            return thread.leaf("vfs_read", thread.within(reader, 0x78), got, file, BUFFER, wanted,
                    thread.task().stackTop(thread.profile().kernelBase()) - 0x40);
        }, descriptor, BUFFER, wanted);
    }

    /** Writes text to a file. */
    long write(int descriptor, String path, String content) {
        return call(4, "write", () -> {
            long file = file(path);
            thread.memory().lend(BUFFER, text(content));
            String writer = thread.has("ksys_write") ? "ksys_write" : entry("write");
            return thread.leaf("vfs_write", thread.within(writer, 0x78), content.length(), file, BUFFER,
                    content.length(),
                    thread.task().stackTop(thread.profile().kernelBase()) - 0x40);
        }, descriptor, BUFFER, content.length());
    }

    /** Closes a file. */
    void close(int descriptor, String path) {
        call(6, "close", () -> thread.leaf("filp_close", thread.within(entry("close"), 0x24), 0, file(path),
                thread.object("files" + thread.task().pid())), descriptor);
        nextFile = Math.max(3, nextFile - 1);
    }

    /** Reads a folder. */
    long list(int descriptor, String path, int bytes) {
        return call(217, "getdents64", () -> {
            String lister = thread.has("iterate_dir") ? "iterate_dir" : "vfs_readdir";
            thread.leaf(lister, thread.within(entry("getdents64"), 0x9c), 0, file(path),
                    thread.task().stackTop(thread.profile().kernelBase()) - 0x58);
            return bytes;
        }, descriptor, BUFFER, 0x8000);
    }

    /** Asks for a file's attributes. */
    void stat(String path) {
        long name = PATH + 0x80;
        call(397, "statx", () -> {
            thread.memory().lend(name, text(path));
            long result = thread.profile().version().atLeast(4, 11)
                    ? thread.leaf("vfs_statx", thread.within(entry("statx"), 0x88), 0, AT_FDCWD, name, 0x800, BUFFER)
                    : thread.leaf("vfs_fstatat", thread.within(entry("stat64"), 0x24), 0, AT_FDCWD, name, BUFFER, 0);
            return result;
        }, AT_FDCWD, name, 0x800, 0x7ff, BUFFER);
    }

    /**
     * Makes a folder.
     *
     * @param mode its mode
     * @param making what making it does, and its result
     */
    long makeFolder(String path, int mode, LongSupplier making) {
        return call(39, "mkdir", () -> {
            thread.memory().lend(PATH, text(path));
            long dentry = thread.object("dentry" + path);
            long folder = thread.object("inode of folder of " + path);
            String maker = thread.has("filename_mkdirat") ? "filename_mkdirat"
                    : thread.has("do_mkdirat") ? "do_mkdirat" : entry("mkdirat");
            long[] arguments = thread.profile().version().atLeast(5, 12)
                    ? new long[]{ thread.object("init_user_ns"), folder, dentry, mode }
                    : new long[]{ folder, dentry, mode };
            long[] result = { 0 };
            thread.call("vfs_mkdir", thread.within(maker, 0xb8), () -> {
                result[0] = making.getAsLong();
                // the folder's dentry is returned since 6.15
                return result[0] == 0 && thread.profile().version().atLeast(6, 15) ? dentry : result[0];
            }, arguments);
            return result[0];
        }, PATH, mode);
    }

    /** Removes a folder. */
    void removeFolder(String path) {
        call(40, "rmdir", () -> {
            long dentry = thread.object("dentry" + path);
            long folder = thread.object("inode of folder of " + path);
            return thread.profile().version().atLeast(5, 12)
                    ? thread.leaf("vfs_rmdir", thread.within("do_rmdir", 0xd8), 0, thread.object("init_user_ns"),
                            folder,
                            dentry)
                    : thread.leaf("vfs_rmdir", thread.within("do_rmdir", 0xa4), 0, folder, dentry);
        }, PATH);
    }

    /** Writes a file's content to its medium. */
    void sync(int descriptor, String path) {
        call(118, "fsync", () -> {
            boolean ranged = thread.profile().version().atLeast(4, 0) && !thread.profile().version().atLeast(7, 0);
            // The compilers of 3.14 and 7.2 put vfs_fsync_range into its caller, as boards of these versions show.
            return ranged ? thread.leaf("vfs_fsync_range", thread.within("do_fsync", 0x40), 0, file(path), 0, 0, -1)
                    : thread.leaf("vfs_fsync", thread.within("do_fsync", 0x40), 0, file(path), 0);
        }, descriptor);
    }

    /** Asks for a file system's size: vfs_statfs is part of its callers on all versions. */
    void fileSystem(String path) {
        call(99, "statfs", () -> thread.leaf("user_statfs", thread.within(entry("statfs"), 0x2c), 0, PATH, BUFFER),
                PATH,
                BUFFER);
    }

    /** Sleeps: the call itself; what sleeping does is the thread's. */
    void pause(int milliseconds) {
        call(265, "clock_nanosleep", () -> thread.leaf("hrtimer_nanosleep", thread.within(entry("nanosleep"), 0x90), 0,
                milliseconds * 1_000_000L, 1, 1), 1, 0, BUFFER, 0);
    }
}
