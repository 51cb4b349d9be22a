# Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
"""Runs probed instructions of an emulated board whose functions nobody calls; for gdb-multiarch, with the kernel's vmlinux.

A process of the board that calls sync() is stopped at the entry of that system call. From there each place of a batch is reached by
setting pc to it: the registers, and the frame on the stack, are pointers into memory whose words are pointers into the same memory.
GDB, which reads the debug information for itself, says what the variables are in that state. Then the board goes on: the probe's
handlers record, and where they have returned to the trap the exception's registers are replaced by those of the system call's
entry. So the instruction itself never runs, and the board is at that entry again.

$folder names a folder, in which the file `gdb` is the emulator's socket. Each call of sync() takes the places of the file `batch`:
lines NUMBER ADDRESS FUNCTION NAME..., FUNCTION being the one that was asked for, or -. It adds two lines for each to `values`: the
number, the registers and NAME=VALUE|VALUE..., with tabs between. The values are those of all variables of the name that are not
optimized out, from the innermost scope outwards, as BYTES:HEXADECIMAL. A place without a probe is NUMBER, unset.
"""
import os
import random
import struct

import gdb

FOLDER = gdb.parse_and_eval("$folder").string()
RUNS = 2
ORDER = 5                       # 2^5 pages: 128 KiB
MARGIN = 32 << 10               # bytes from where a pointer leads to either end of that memory
FRAME = 0x900                   # bytes of the stack, from sp upwards; kernels have no frames of more than 0x400
REGISTERS = ["r%d" % number for number in range(13)] + ["sp", "lr", "pc", "cpsr"]
SP, LR, PC, CPSR = 13, 14, 15, 16
IRQ_OFF = 0x80
PROBE = 0x07f001f8              # the instruction that stands for a probed one, without its condition (arch/arm/probes/kprobes)
# What flags, N Z C V, an instruction wants by its condition, EQ NE CS CC MI PL VS VC HI LS GE LT GT LE AL.
FLAGS = [4, 0, 2, 0, 8, 0, 1, 0, 2, 4, 0, 8, 0, 4, 0, 0]
GFP_KERNEL = 0xcc0
OPTIMIZED_OUT = "optimized-out"
AGGREGATES = (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION, gdb.TYPE_CODE_ARRAY)


def word(expression):
    return int(gdb.parse_and_eval("(unsigned int) (%s)" % expression))


def registers():
    return [word("$" + name) for name in REGISTERS]


def put(values):
    for name, value in zip(REGISTERS, values):
        gdb.execute("set $%s = %d" % (name, value))


class At:
    """Breakpoints, for the length of a with."""

    def __init__(self, *addresses):
        self.addresses = addresses
        self.points = []

    def __enter__(self):
        for each in self.addresses:
            self.points.append(gdb.Breakpoint("*0x%x" % each, type=gdb.BP_HARDWARE_BREAKPOINT))
        return self

    def __exit__(self, *_):
        for each in self.points:
            each.delete()


def resume():
    gdb.execute("continue", to_string=True)


def value(symbol, frame):
    """A variable's bytes as a number, the first ones of a structure's or an array's, or a word for why there is none."""
    try:
        got = symbol.value(frame)
        if got.is_optimized_out:
            return OPTIMIZED_OUT
        kind = got.type.strip_typedefs()
        mark = ""
        if kind.code in AGGREGATES and got.address is not None:
            size = min(kind.sizeof, 8)
            first = gdb.selected_inferior().read_memory(int(got.address), size).tobytes()
            return "first %d:%x" % (size, int.from_bytes(first, "little"))
        while kind.code in AGGREGATES:
            # In registers: what it begins with.
            got = got[0] if kind.code == gdb.TYPE_CODE_ARRAY else got[kind.fields()[0]]
            kind, mark = got.type.strip_typedefs(), "first "
        return "%s%d:%x" % (mark, kind.sizeof, int(got) & (1 << 8 * kind.sizeof) - 1)
    except gdb.error as problem:
        return "error: " + str(problem).translate({ord("\t"): " ", ord("|"): " ", ord("\n"): " "})


def in_block(block, wanted):
    return [symbol for symbol in block
            if symbol.name in wanted and (symbol.is_variable or symbol.is_argument or symbol.is_constant)]


def scopes(frame):
    """Each frame of inlined functions, up to that of the function itself, with its blocks from the innermost outwards."""
    while frame is not None:
        blocks = [frame.block()]
        while not blocks[-1].function:
            blocks.append(blocks[-1].superblock)
        yield frame, blocks
        frame = frame.older() if frame.type() == gdb.INLINE_FRAME else None


def look(frame, blocks, wanted, mark, found):
    """Adds what the variables of some blocks are in a frame."""
    for block in blocks:
        for symbol in in_block(block, wanted):
            told = value(symbol, frame)
            if told != OPTIMIZED_OUT and mark + told not in found[symbol.name]:
                found[symbol.name].append(mark + told)


def variables(function, wanted):
    """What the variables of these names are at pc: the asked function's, if it is known, or those of all that are inlined there.

    A place may be the entry of an inlined function and be outside of its ranges. So what is not seen is looked for in all that is
    inlined into the same function, and gets ~ before it: whether a variable has a value at pc is told by its location there.
    """
    found = {name: [] for name in wanted}
    frames = list(scopes(gdb.newest_frame()))
    top, outermost = frames[0][0], frames[-1][1][-1]

    def unseen():
        return {name for name, values in found.items() if not values}

    own = [each for each in frames if each[1][-1].function.name == function][:1]
    for frame, blocks in frames if function == "-" else own:
        look(frame, blocks, wanted, "", found)
    if unseen():
        inlined = all_blocks(outermost)
        look(top, [each for each in inlined if each.function and each.function.name == function], unseen(), "~", found)
        names = unseen()
        for frame, blocks in frames:
            look(frame, blocks, names, "", found)
        look(top, inlined, unseen(), "~", found)
    return found


BLOCKS = {}


def all_blocks(function):
    """The blocks of a function, and of what is inlined into it."""
    if function.start not in BLOCKS:
        seen = set()
        for pc in range(function.start, function.end, 4):
            block = gdb.block_for_pc(pc)
            while block is not None and not block.is_static and not block.is_global and block not in seen:
                seen.add(block)
                block = block.superblock
        BLOCKS[function.start] = sorted(seen, key=lambda block: (block.start, -block.end))
    return BLOCKS[function.start]


class Board:
    """The board, stopped at the entry of the system call."""

    def __init__(self, entry):
        self.entry = entry
        self.inferior = gdb.selected_inferior()
        self.memory = 0
        self.returned = 0       # where the trap goes on when a probe's handlers have returned
        self.depth = 0          # how far below sp the exception's registers are

    def stop(self):
        """Waits for the call."""
        with At(self.entry):
            resume()
        self.saved = registers()
        if self.saved[PC] != self.entry:
            raise gdb.GdbError("stopped at 0x%x" % self.saved[PC])
        if self.memory == 0:
            self.memory = self.call("__get_free_pages", GFP_KERNEL, ORDER)
            size = 4096 << ORDER
            self.write(self.memory, [self.memory + MARGIN + each
                                     for each in random.sample(range(size - 2 * MARGIN), size // 4)])

    def call(self, function, *arguments):
        """Calls a function of the kernel; the other processors go on, since it may wait for them."""
        put(list(arguments) + self.saved[len(arguments):LR] + [self.entry, word("&" + function), self.saved[CPSR]])
        with At(self.entry):
            resume()
        result, there = word("$r0"), registers()
        if there[SP:] != self.saved[SP:LR] + [self.entry, self.entry, there[CPSR]] or result == 0:
            raise gdb.GdbError("no return from %s: %s" % (function, there))
        put(self.saved)
        return result

    def write(self, address, words):
        self.inferior.write_memory(address, struct.pack("<%dI" % len(words), *words))

    def read(self, address, count):
        return list(struct.unpack("<%dI" % count, self.inferior.read_memory(address, 4 * count).tobytes()))

    def pointer(self):
        return self.memory + MARGIN + 4 * random.randrange(((4096 << ORDER) - 2 * MARGIN) // 4)

    def state(self, target, condition):
        """Registers and a frame for a place."""
        sp = self.saved[SP] - FRAME & ~7
        self.write(sp, [self.pointer() for _ in range((self.saved[SP] - sp) // 4)])
        cpsr = self.saved[CPSR] & 0x0fffffff | FLAGS[condition] << 28 | IRQ_OFF
        return [self.pointer() for _ in range(13)] + [sp, self.pointer(), target, cpsr]

    def learn(self, state):
        """The first run: where the handlers return to, and where the exception's registers are."""
        with At(word("&kprobe_dispatcher"), word("&aggr_pre_handler")):
            resume()
        self.returned = word("$lr")
        self.depth = state[SP] - word("$r1")

    def run(self, target, condition, function, names):
        """Runs a place's probe; the registers that it saw, and what GDB says of variables."""
        state = self.state(target, condition)
        put(state)
        values = variables(function, names)
        # One processor alone, so that nobody else's probes are met.
        gdb.execute("set scheduler-locking on")
        if self.returned == 0:
            self.learn(state)
        with At(self.returned):
            resume()
        trapped = self.read(state[SP] - self.depth, 17)
        if word("$pc") != self.returned or trapped[:CPSR] != state[:CPSR]:
            raise gdb.GdbError("not the probe's end: pc=0x%x %s" % (word("$pc"), trapped))
        self.write(state[SP] - self.depth, self.saved)
        # What a handler returns that has changed where to go on.
        gdb.execute("set $r0 = 1")
        with At(self.entry):
            resume()
        gdb.execute("set scheduler-locking off")
        if registers() != self.saved:
            raise gdb.GdbError("not back: %s" % registers())
        return state, values


def main():
    gdb.execute("set architecture arm", to_string=True)
    gdb.execute("target remote %s/gdb" % FOLDER, to_string=True)
    board = Board(word("&sys_sync"))
    while True:
        print("ready", flush=True)
        board.stop()
        with open(os.path.join(FOLDER, "batch"), encoding="ascii") as batch:
            places = [line.split() for line in batch]
        with open(os.path.join(FOLDER, "values"), "a", encoding="ascii") as out:
            for number, address, function, *names in places:
                target = int(address, 16)
                probe = board.read(target, 1)[0]
                if probe & 0x0fffffff != PROBE:
                    print(number, "unset", sep="\t", file=out)
                    continue
                for _ in range(RUNS):
                    state, values = board.run(target, probe >> 28, function, names)
                    print(number, " ".join("%x" % each for each in state[:CPSR]),
                          *[name + "=" + "|".join(each) for name, each in values.items()], sep="\t", file=out)

main()
