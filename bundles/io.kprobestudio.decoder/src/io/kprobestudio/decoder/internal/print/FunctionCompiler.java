/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.util.List;

import io.kprobestudio.decoder.EventField;

/** Compiles the calls that print formats make: the helpers of {@code trace_events.h}, and functions of the kernel. */
final class FunctionCompiler {

    private final ExprCompiler compiler;
    private final int word;

    FunctionCompiler(ExprCompiler compiler) {
        this.compiler = compiler;
        word = compiler.wordSize();
    }

    Expr call(Ast.Call call) throws PrintSyntaxException {
        List<Ast> args = call.args();
        return switch (call.name()) {
        case "__get_str", "__get_rel_str", "__get_dynamic_array", "__get_rel_dynamic_array", "__get_sockaddr",
                "__get_rel_sockaddr" ->
            located(args);
        case "__get_dynamic_array_len", "__get_rel_dynamic_array_len" -> {
            EventField field = compiler.field(fieldName(args));
            yield new Memory.LocatedLength(field.offset(), 1);
        }
        case "__get_bitmask", "__get_cpumask", "__get_rel_bitmask", "__get_rel_cpumask" ->
            new Texts.Bitmask(located(args), word);
        case "__print_flags" -> flags(args, word);
        case "__print_flags_u64" -> flags(args, 8);
        case "__print_symbolic" -> symbolic(args, word);
        case "__print_symbolic_u64" -> symbolic(args, 8);
        case "__print_hex" -> new Texts.Hex(memory(args, 0), number(args, 1), true, word);
        case "__print_hex_str" -> new Texts.Hex(memory(args, 0), number(args, 1), false, word);
        case "__print_array" -> new Texts.Array(memory(args, 0), number(args, 1), number(args, 2), word);
        case "__print_dynamic_array" -> {
            EventField field = compiler.field(fieldName(args));
            Expr size = number(args, 1);
            int divisor = (int) Math.max(1, size.eval(new Frame(compiler.metadata())));
            yield new Texts.Array(located(args), new Memory.LocatedLength(field.offset(), divisor), size, word);
        }
        case "__print_hex_dump" -> {
            Expr[] all = new Expr[7];
            for (int i = 0; i < all.length; i++) {
                all[i] = i == 0 ? compiler.compile(arg(args, 0)) : i == 4 ? memory(args, 4) : number(args, i);
            }
            yield new Texts.HexDump(all, word);
        }
        case "__print_ns_to_secs" -> divide(number(args, 0), "/");
        case "__print_ns_without_secs" -> Arithmetic.convert(divide(number(args, 0), "%"), 4, false);
        default -> kernelFunction(call.name(), args);
        };
    }

    private static Expr divide(Expr value, String operator) throws PrintSyntaxException {
        return Arithmetic.binary(operator, Arithmetic.convert(value, 8, false),
                new Expr.Const(1_000_000_000L, 8, false));
    }

    private Ast arg(List<Ast> args, int index) throws PrintSyntaxException {
        if (index >= args.size()) {
            throw new PrintSyntaxException("too few arguments");
        }
        return args.get(index);
    }

    private Expr number(List<Ast> args, int index) throws PrintSyntaxException {
        return compiler.number(arg(args, index));
    }

    private Expr memory(List<Ast> args, int index) throws PrintSyntaxException {
        Expr pointer = compiler.compile(arg(args, index));
        if (!pointer.inRecord()) {
            throw new PrintSyntaxException("bytes that are not recorded");
        }
        return pointer;
    }

    private String fieldName(List<Ast> args) throws PrintSyntaxException {
        if (arg(args, 0) instanceof Ast.Name(String name)) {
            return name;
        }
        throw new PrintSyntaxException("a field's name is wanted");
    }

    /** The data of a dynamic array; {@code __get_str(name[2])} is one of a probe's array of strings. */
    private Expr located(List<Ast> args) throws PrintSyntaxException {
        if (arg(args, 0) instanceof Ast.Index(Ast base, Ast index) && base instanceof Ast.Name(String name)
                && index instanceof Ast.Num num) {
            EventField field = compiler.field(name);
            int offset = field.offset() + 4 * (int) num.value();
            return new Memory.Located(offset, 0, word, 1, true);
        }
        EventField field = compiler.field(fieldName(args));
        return compiler.field(field);
    }

    private Expr flags(List<Ast> args, int size) throws PrintSyntaxException {
        Expr value = Arithmetic.convert(number(args, 0), size, false);
        ExprCompiler.Table table = compiler.table(args.subList(2, args.size()), size);
        return new Texts.Flags(value, delimiter(arg(args, 1)), table.values, table.names, word);
    }

    private static String delimiter(Ast ast) throws PrintSyntaxException {
        if (ast instanceof Ast.Str(String text)) {
            return text;
        }
        if (ast instanceof Ast.Num num && num.value() == 0) {
            return "";
        }
        throw new PrintSyntaxException("a delimiter is wanted");
    }

    private Expr symbolic(List<Ast> args, int size) throws PrintSyntaxException {
        Expr value = Arithmetic.convert(number(args, 0), size, false);
        ExprCompiler.Table table = compiler.table(args.subList(1, args.size()), size);
        return new Texts.Symbolic(value, table.values, table.names, word);
    }

    private Expr kernelFunction(String name, List<Ast> args) throws PrintSyntaxException {
        switch (name) {
        case "__builtin_expect", "likely", "unlikely", "pte_val", "pmd_val", "pud_val", "pgd_val", "p4d_val",
                "native_make_pte", "native_make_pmd", "native_make_pud", "native_make_pgd", "native_make_p4d",
                "__builtin_constant_p", "READ_ONCE", "hweight8" -> {
            return compiler.compile(arg(args, 0));
        }
        case "jiffies_to_msecs" -> {
            int hz = KernelConstants.ticksPerSecond(compiler.metadata().kernel());
            return Arithmetic.convert(Arithmetic.binary("*", Arithmetic.convert(number(args, 0), word, false),
                    new Expr.Const(1000 / hz, 4, false)), 4, false);
        }
        case "jiffies_to_usecs" -> {
            int hz = KernelConstants.ticksPerSecond(compiler.metadata().kernel());
            return Arithmetic.convert(Arithmetic.binary("*", Arithmetic.convert(number(args, 0), word, false),
                    new Expr.Const(1_000_000 / hz, 4, false)), 4, false);
        }
        case "ntohs", "htons", "be16_to_cpu", "cpu_to_be16", "__be16_to_cpu", "__bswap_16" -> {
            return swapped(number(args, 0), 2);
        }
        case "ntohl", "htonl", "be32_to_cpu", "cpu_to_be32", "__be32_to_cpu", "__bswap_32" -> {
            return swapped(number(args, 0), 4);
        }
        case "be64_to_cpu", "cpu_to_be64", "__be64_to_cpu" -> {
            return swapped(number(args, 0), 8);
        }
        case "le16_to_cpu", "le32_to_cpu", "le64_to_cpu", "__le16_to_cpu", "__le32_to_cpu", "__le64_to_cpu" -> {
            return number(args, 0);
        }
        case "min", "max", "min_t", "max_t" -> {
            int first = name.endsWith("_t") ? 1 : 0;
            Ast a = arg(args, first);
            Ast b = arg(args, first + 1);
            return compiler.compile(
                    new Ast.Conditional(new Ast.Binary(name.startsWith("min") ? "<" : ">", a, b), a, b));
        }
        default -> {
            String[] names = KernelConstants.texts(name, compiler.metadata().kernel());
            if (names.length == 0) {
                throw new PrintSyntaxException("unknown function " + name);
            }
            Expr value = number(args, 0);
            boolean truth = name.startsWith("str_");
            Expr index = truth ? Arithmetic.unary('!', Arithmetic.unary('!', value)) : value;
            String other = names[names.length - 1];
            return new Texts.Named(index, java.util.Arrays.copyOf(names, names.length - 1), other, word);
        }
        }
    }

    private Expr swapped(Expr value, int size) {
        boolean big = compiler.metadata().layout().order() == java.nio.ByteOrder.BIG_ENDIAN;
        return new Expr(size, false) {
            @Override
            long eval(Frame frame) {
                long raw = value.eval(frame);
                return fit(big ? raw : Long.reverseBytes(raw) >>> 64 - 8 * size, size, false);
            }
        };
    }
}
