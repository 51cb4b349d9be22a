/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FetchArgument;
import io.kprobestudio.definition.FetchStep;
import io.kprobestudio.definition.SymbolTable;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Where a probe may sit: what register_kprobe and what comes before it say of a place (kernel/kprobes.c, and
 * __register_trace_kprobe in kernel/trace/trace_kprobe.c), as far as symbols tell it.
 */
final class Placement {
    /** What is said of a place. */
    enum Answer {
        /** A probe may sit there. */
        FINE,
        /** There is no such symbol. */
        MISSING,
        /** No probe may sit there. */
        REFUSED,
        /** Only the machine's code can tell; it is taken as fine. */
        OPEN
    }

    /** Whether a place is where a function begins. */
    enum Entry {
        YES, NO, MISSING
    }

    /** Bytes of a function that is taken to need a stack frame. */
    private static final long LARGE_FUNCTION = 224;
    /** Bytes behind a module's last symbol that are taken as its own; where a module ends no description says. */
    private static final long LARGEST_IN_MODULE = 1 << 16;
    /** Bytes of what the compiler puts at a function's begin, which can be probed. */
    private static final long PROLOGUE = 12;
    /** Bytes of a function that may need none at all. */
    private static final long TINY_FUNCTION = 128;
    /** Bytes of a function that has room for ftrace's call, a jump and no more, so that nothing stands before the call. */
    private static final long LEAST_FUNCTION = 24;

    private final Dialect dialect;
    private final Description description;
    private final SymbolTable symbols;
    private final boolean symbolsKnown;
    private final KernelSections sections;
    private final boolean branchTargets;
    private final boolean withoutFramePointer;

    Placement(Dialect dialect, Description description) {
        this.dialect = dialect;
        this.description = description;
        symbols = description.symbols();
        symbolsKnown = description.symbolsKnown();
        sections = new KernelSections(symbols);
        withoutFramePointer = dialect.has(Feature.ARM_UNWINDER) && symbols.find("__aeabi_unwind_cpp_pr0") >= 0;
        branchTargets = dialect.architecture() == Architecture.X86_64 && symbols.find("ibt_save") >= 0;
    }

    /** The load of {@code @SYMBOL+-OFFSET}; a broken offset is found when the probe is registered. */
    FetchStep.SymbolAddress symbolAddress(byte[] text, int from, int to) {
        int sign = dialect.has(Feature.SIGNED_OFFSET) ? Bytes.findEither(text, from, to, '+', '-')
                : Bytes.find(text, from, to, '+');
        String name = Bytes.text(text, from, sign < 0 ? to : sign);
        long offset = 0;
        if (sign >= 0) {
            KernelNumber number = KernelNumber.signed(text, sign, to, dialect.architecture().wordBits());
            if (!number.ok()) {
                return new FetchStep.SymbolAddress(Bytes.text(text, from, to), 0, -number.error().number());
            }
            offset = number.value();
        }
        int symbol = symbols.lookup(name);
        return new FetchStep.SymbolAddress(name, offset, symbol < 0 ? 0 : symbols.address(symbol));
    }

    /** What resolving the symbols of the arguments says: OK, ENOENT, or the error of a broken offset. */
    Errno resolve(List<FetchArgument> arguments) {
        for (FetchArgument argument : arguments) {
            Errno errno = resolve(argument);
            if (errno != Errno.OK) {
                return errno;
            }
        }
        return Errno.OK;
    }

    Errno resolve(FetchArgument argument) {
        if (!(argument.program().steps().get(0) instanceof FetchStep.SymbolAddress memory)) {
            return Errno.OK;
        }
        if (Bytes.findEither(Bytes.of(memory.symbol()), 0, memory.symbol().length(), '+', '-') >= 0) {
            return Errno.of((int) -memory.address()).orElse(Errno.EINVAL);
        }
        return !symbolsKnown || symbols.lookup(memory.symbol()) >= 0 ? Errno.OK : Errno.ENOENT;
    }

    /**
     * How many symbols of that name the kernel has, or of {@code MODULE:NAME} the module; 1 where symbols are not known,
     * and where the module may come later.
     */
    int count(String symbol) {
        if (!symbolsKnown || mayComeLater(symbol)) {
            return 1;
        }
        int colon = symbol.indexOf(':');
        String module = colon < 0 ? null : symbol.substring(0, colon);
        int count = 0;
        for (int i = symbols.find(symbol.substring(colon + 1)); i >= 0; i = symbols.nextSameName(i)) {
            count += symbols.listed(i) && (module == null || module.equals(symbols.module(i))) ? 1 : 0;
        }
        return count;
    }

    /** Whether the kernel finds a symbol, {@code NAME} or {@code MODULE:NAME}. */
    boolean exists(String symbol) {
        return !symbolsKnown || symbols.lookup(symbol) >= 0;
    }

    /** Whether a place with a module's name is in a module that is not loaded, so that it may come later. */
    boolean mayComeLater(String symbol) {
        int colon = symbol.indexOf(':');
        return colon >= 0 && !description.moduleLoaded(symbol.substring(0, colon));
    }

    /** Whether a symbol with an offset is where a function begins. */
    Entry entry(String symbol, long offset) {
        if (!symbolsKnown) {
            return offset == 0 ? Entry.YES : Entry.NO;
        }
        int index = symbols.lookup(symbol);
        if (index < 0) {
            return Entry.MISSING;
        }
        if (!symbols.addressesKnown()) {
            return entryOffset(index, offset) ? Entry.YES : Entry.NO;
        }
        return entry(symbols.address(index) + offset);
    }

    /** Whether an address is where a function begins. */
    Entry entry(long address) {
        if (!symbolsKnown || !symbols.addressesKnown()) {
            return Entry.NO;
        }
        int index = symbols.at(address);
        if (index < 0 || !inSymbols(address)) {
            return Entry.MISSING;
        }
        return entryOffset(index, address - symbols.address(index)) ? Entry.YES : Entry.NO;
    }

    /**
     * With branch targets marked, a function that others can call begins four bytes later too: ftrace's call stands
     * there then. Where that is not known, global functions are taken for such.
     */
    private boolean entryOffset(int symbol, long offset) {
        if (offset != 4 || !branchTargets) {
            return offset == 0;
        }
        long begin = symbols.address(symbol);
        return description.tracedSitesKnown() && description.tracedSiteBetween(begin, begin + 5)
                ? description.tracedSite(begin + 4) : Character.isUpperCase(symbols.type(symbol));
    }

    /** Whether the kernel finds a symbol for an address: in its text, or with all symbols listed in its image. */
    private boolean inSymbols(long address) {
        return inText(address) || sections.inImage(address);
    }

    private boolean inText(long address) {
        return !sections.known() || sections.inText(address) || inModule(address);
    }

    private boolean inModule(long address) {
        int index = symbols.at(address);
        return index >= 0 && !symbols.module(index).isEmpty() && symbols.listed(index)
                && address - symbols.address(index) < LARGEST_IN_MODULE;
    }

    /** Whether the kernel finds a symbol around an address. */
    boolean inFunction(long address) {
        if (!symbolsKnown || !symbols.addressesKnown()) {
            return true;
        }
        return symbols.at(address) >= 0 && inSymbols(address);
    }

    /** What is said of a place by symbol. */
    Answer answer(String symbol, long offset) {
        if (!symbolsKnown) {
            return offset == 0 ? Answer.FINE : Answer.OPEN;
        }
        int index = symbols.lookup(symbol);
        if (index < 0) {
            return Answer.MISSING;
        }
        if (!symbols.addressesKnown()) {
            return hiddenAnswer(index, offset);
        }
        if (offset == 0 && dialect.architecture() == Architecture.ARM && symbols.marksData(index)) {
            // What begins there is mostly an address in a module, 0xbf......, which reads as a supervisor call.
            return Answer.REFUSED;
        }
        return answer(symbols.address(index) + offset);
    }

    private Answer hiddenAnswer(int index, long offset) {
        if (description.blacklisted(0, symbols.name(index))) {
            return Answer.REFUSED;
        }
        if (dialect.has(Feature.NOTRACE_REFUSED) && !description.traceable(index)) {
            return Answer.REFUSED;
        }
        return offset == 0 ? Answer.FINE : Answer.OPEN;
    }

    /** What is said of a place by address. */
    Answer answer(long address) {
        if (!symbolsKnown || !symbols.addressesKnown()) {
            return Answer.OPEN;
        }
        int index = symbols.at(address);
        if (index < 0 || !inSymbols(address)) {
            return dialect.has(Feature.ENTRY_ADJUSTED) ? Answer.MISSING : Answer.REFUSED;
        }
        if (!inText(address)) {
            return Answer.REFUSED;
        }
        long at = address;
        if (description.blacklistKnown() && description.blacklisted(at, symbols.name(index))
                || sections.inKprobes(at)) {
            return Answer.REFUSED;
        }
        int alignment = dialect.architecture().instructionAlignment();
        if (at % alignment != 0 || sections.inExceptions(at) || isInterruptEntry(at)) {
            return Answer.REFUSED;
        }
        boolean within = at != symbols.address(index);
        if (within) {
            Answer traced = tracedSite(index, at);
            if (traced != Answer.FINE) {
                return traced;
            }
        }
        // Hand-written code, which ftrace cannot trace, has instructions that cannot be probed; behind a function's
        // first ones there may be a warning, a jump label or an instruction that cannot be stepped.
        boolean handWritten = description.traceableKnown() && !description.traceable(index);
        boolean deep = at - symbols.address(index) > PROLOGUE;
        return within && (alignment == 1 || handWritten || deep) ? Answer.OPEN : Answer.FINE;
    }

    /**
     * Where ftrace has its call in a function, no probe may sit unless the machine makes one of the other. On arm64
     * the call is the second instruction from 5.5 on, and one of the first before. On arm it stands behind what the
     * compiler puts at a function's begin: four instructions with a frame pointer, and one to four without; three make
     * it where the frame is of some size.
     */
    private Answer tracedSite(int symbol, long address) {
        Architecture architecture = dialect.architecture();
        if (architecture != Architecture.ARM && architecture != Architecture.ARM64) {
            return Answer.FINE;
        }
        if (description.tracedSitesKnown()) {
            // Behind the call there may be an instruction that cannot be stepped, such as one of a coprocessor.
            boolean behind = description.tracedSiteBetween(symbols.address(symbol), address);
            return description.tracedSite(address) ? Answer.REFUSED : behind ? Answer.OPEN : Answer.FINE;
        }
        return likelySite(symbol, address - symbols.address(symbol));
    }

    private Answer likelySite(int symbol, long offset) {
        if (!description.traceableKnown() || !description.traceable(symbol)) {
            return Answer.FINE;
        }
        boolean wide = dialect.architecture() == Architecture.ARM64;
        if (wide && dialect.has(Feature.PATCHABLE_ENTRIES)) {
            return offset == 4 ? Answer.REFUSED : offset > 4 ? Answer.OPEN : Answer.FINE;
        }
        if (wide) {
            return offset >= 8 && offset <= 24 ? Answer.OPEN : Answer.FINE;
        }
        if (!withoutFramePointer) {
            return offset == 16 ? Answer.OPEN : Answer.FINE;
        }
        long size = symbols.sizeOf(symbol);
        if (size >= LARGE_FUNCTION) {
            return offset == 12 ? Answer.REFUSED : Answer.FINE;
        }
        if (size > 0 && size < LEAST_FUNCTION) {
            return offset == 4 ? Answer.REFUSED : Answer.FINE;
        }
        boolean tiny = size < TINY_FUNCTION && offset == 4;
        return tiny || offset == 8 || offset == 12 ? Answer.OPEN : Answer.FINE;
    }

    /**
     * Where 32-bit ARM comes from an interrupt no probe may sit (in_exception_text with __in_irqentry_text in
     * arch/arm/include/asm/traps.h); on others the blacklist names such places.
     */
    private boolean isInterruptEntry(long address) {
        return dialect.architecture() == Architecture.ARM && sections.inInterruptEntries(address);
    }

    /** Whether ftrace can trace a function of that name. */
    boolean traceableByName(String symbol) {
        if (!symbolsKnown) {
            return true;
        }
        if (symbol.indexOf('*') >= 0 || symbol.indexOf('?') >= 0) {
            return traceableByPattern(symbol);
        }
        for (int i = symbols.find(symbol); i >= 0; i = symbols.nextSameName(i)) {
            if (listedAndTraceable(i)) {
                return true;
            }
        }
        return false;
    }

    /** The filter of an fprobe is a pattern of ftrace: {@code *} is any text and {@code ?} any character. */
    private boolean traceableByPattern(String pattern) {
        Pattern names = Pattern.compile(pattern.chars().mapToObj(c -> c == '*' ? ".*" : c == '?' ? "."
                : Pattern.quote(String.valueOf((char) c))).collect(Collectors.joining()));
        for (int i = 0; i < symbols.size(); i++) {
            if (listedAndTraceable(i) && names.matcher(symbols.name(i)).matches()) {
                return true;
            }
        }
        return false;
    }

    private boolean listedAndTraceable(int symbol) {
        return symbols.listed(symbol) && (!description.traceableKnown() || description.traceable(symbol));
    }

    /** Whether a place is in a function that ftrace cannot trace, on kernels that refuse those before all else. */
    boolean untraceable(@Nullable String symbol, long offset, long address) {
        if (!dialect.has(Feature.NOTRACE_REFUSED) || !symbolsKnown || !symbols.addressesKnown()) {
            return false;
        }
        int named = symbol == null ? -1 : symbols.lookup(symbol);
        if (symbol != null && named < 0) {
            return false;
        }
        long at = symbol == null ? address : symbols.address(named) + offset;
        int index = symbols.at(at);
        return index >= 0 && inSymbols(at) && !traceable(index);
    }

    private boolean traceable(int symbol) {
        if (!description.traceableKnown() || description.traceable(symbol)) {
            return true;
        }
        // A function split by the compiler counts with the one that it was split from.
        String name = symbols.name(symbol);
        int dot = name.indexOf('.');
        int whole = dot < 0 || !dialect.has(Feature.SUFFIX_CHECKED) ? -1 : symbols.lookup(name.substring(0, dot));
        return whole >= 0 && description.traceable(whole);
    }
}
