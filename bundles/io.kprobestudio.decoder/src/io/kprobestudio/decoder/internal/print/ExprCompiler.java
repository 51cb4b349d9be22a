/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.EventField;
import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.TraceMetadata;
import io.kprobestudio.decoder.internal.CType;

/** Compiles the expressions of one event's print format against its fields. Used once, by one thread. */
final class ExprCompiler {

    private final EventFormat format;
    private final TraceMetadata metadata;
    private final int word;
    private final Map<String, Expr> locals = new HashMap<>();
    private final Set<String> unknownEntries = new LinkedHashSet<>();
    private int nextLocal;
    private int minimum;

    ExprCompiler(EventFormat format, TraceMetadata metadata) {
        this.format = format;
        this.metadata = metadata;
        word = metadata.layout().wordSize();
    }

    /** Bytes that a record must have for the expressions compiled so far. */
    int minimum() {
        return minimum;
    }

    int wordSize() {
        return word;
    }

    TraceMetadata metadata() {
        return metadata;
    }

    /** The field with this name. */
    EventField field(String name) throws PrintSyntaxException {
        EventField field = format.field(name).orElseThrow(() -> new PrintSyntaxException("no field " + name));
        minimum = Math.max(minimum, field.offset() + field.size());
        return field;
    }

    Expr number(Ast ast) throws PrintSyntaxException {
        Expr expr = compile(ast);
        if (expr.isText()) {
            throw new PrintSyntaxException("text where a number is wanted");
        }
        return expr;
    }

    Expr compile(Ast ast) throws PrintSyntaxException {
        // No switch: one over types makes a class where it first runs, which takes longer than a screen of text.
        if (ast instanceof Ast.Num num) {
            return new Expr.Const(num.value(), num.size() == 0 ? word : num.size(), num.signed());
        }
        if (ast instanceof Ast.Str str) {
            return new Texts.Constant(str.value(), word);
        }
        if (ast instanceof Ast.Name name) {
            return name(name.name());
        }
        if (ast instanceof Ast.Member member) {
            return member(member);
        }
        if (ast instanceof Ast.Index index) {
            return index(index);
        }
        if (ast instanceof Ast.Call call) {
            return new FunctionCompiler(this).call(call);
        }
        if (ast instanceof Ast.Cast cast) {
            return cast(cast);
        }
        if (ast instanceof Ast.Unary unary) {
            return unary(unary);
        }
        if (ast instanceof Ast.Binary binary) {
            return binary(binary);
        }
        if (ast instanceof Ast.Conditional conditional) {
            return conditional(conditional);
        }
        if (ast instanceof Ast.SizeOf size) {
            return new Expr.Const(size(size.type()), word, false);
        }
        if (ast instanceof Ast.SizeOfValue size) {
            return new Expr.Const(sizeOf(size.operand()), word, false);
        }
        if (ast instanceof Ast.Block block) {
            return block(block);
        }
        throw new PrintSyntaxException("braces where a value is wanted");
    }

    private Expr name(String name) throws PrintSyntaxException {
        Expr local = locals.get(name);
        if (locals.containsKey(name)) {
            return local;
        }
        Long measured = metadata.values().of(name);
        Long pageSize = metadata.values().of("sizeof(struct page)");
        if (measured != null && pageSize != null && (name.equals("mem_map") || name.equals("vmemmap"))) {
            return pointer(new Expr.Const(measured, word, false), pageSize.intValue(), false);
        }
        if (measured != null) {
            return new Expr.Const(measured, word, false);
        }
        Long constant = KernelConstants.value(name, metadata.kernel());
        if (constant == null) {
            throw new PrintSyntaxException("unknown name " + name);
        }
        return constant.longValue() == (int) constant.longValue() ? new Expr.Const(constant, 4, true)
                : new Expr.Const(constant, 8, true);
    }

    private Expr member(Ast.Member member) throws PrintSyntaxException {
        if (member.base() instanceof Ast.Name(String base) && base.equals("REC")) {
            return field(field(member.name()));
        }
        if (member.base() instanceof Ast.Member(Ast inner, String name) && name.equals("ent")
                && inner instanceof Ast.Name(String base) && base.equals("REC")) {
            return field(field("common_" + member.name()));
        }
        throw new PrintSyntaxException("member " + member.name() + " of something that is not recorded");
    }

    /** A field as a value: a number, a pointer, or the address of its array. */
    Expr field(EventField field) {
        int offset = field.offset();
        String type = field.elementType();
        boolean elementSigned = field.signed() || CType.isSigned(type);
        return switch (field.kind()) {
        case INTEGER -> {
            Expr.Load load = new Expr.Load(offset, field.size(), field.signed());
            if (!field.isPointer()) {
                yield load;
            }
            String target = type.substring(0, type.length() - 1).strip();
            yield new Expr.LoadPointer(load, CType.sizeOf(target, word), CType.isSigned(target));
        }
        case TEXT, ARRAY -> new Memory.Fixed(offset, field.size(), word, field.elementSize(word), elementSigned);
        case REST -> {
            minimum = Math.max(minimum, offset);
            yield new Memory.Fixed(offset, Memory.REST, word, field.elementSize(word), elementSigned);
        }
        case DYNAMIC -> new Memory.Located(offset, 0, word, field.elementSize(word), CType.isSigned(type));
        case RELATIVE ->
            new Memory.Located(offset, offset + 4, word, field.elementSize(word), CType.isSigned(type));
        };
    }

    private Expr index(Ast.Index index) throws PrintSyntaxException {
        Expr base = compile(index.base());
        Expr by = number(index.index());
        if (base instanceof Texts.Constant text) {
            return new Expr(4, true) {
                @Override
                long eval(Frame frame) {
                    return text.at(by.eval(frame));
                }
            };
        }
        if (!base.inRecord()) {
            throw new PrintSyntaxException("an element of something that is not recorded");
        }
        return new Memory.Deref(new Memory.Moved(base, by, false));
    }

    private Expr cast(Ast.Cast cast) throws PrintSyntaxException {
        Expr operand = compile(cast.operand());
        Ast.TypeName type = cast.type();
        if (operand.isText()) {
            return operand;
        }
        if (type.pointers() > 0) {
            int element = type.pointers() > 1 ? word
                    : type.words().equals("struct page") ? size(new Ast.TypeName("struct page", 0))
                            : CType.sizeOf(type.words(), word);
            boolean elementSigned = type.pointers() == 1 && CType.isSigned(type.words());
            if (operand.inRecord()) {
                return new Memory.Recast(operand, element, elementSigned);
            }
            return pointer(operand, element, elementSigned);
        }
        int size = size(type);
        if (operand.inRecord()) {
            return operand;
        }
        return Arithmetic.convert(operand, size, isSigned(type.words()));
    }

    private Expr pointer(Expr operand, int element, boolean elementSigned) {
        Expr value = Arithmetic.convert(operand, word, false);
        return new Expr.Wrapper(value) {
            @Override
            boolean isPointer() {
                return true;
            }

            @Override
            int elementSize() {
                return element;
            }

            @Override
            boolean elementSigned() {
                return elementSigned;
            }
        };
    }

    private static boolean isSigned(String words) {
        return CType.isSigned(words) || words.equals("long signed int");
    }

    int size(Ast.TypeName type) throws PrintSyntaxException {
        if (type.pointers() > 0) {
            return word;
        }
        int size = CType.sizeOf(type.words(), word);
        if (size == 0) {
            size = switch (type.words()) {
            case "struct page" -> {
                Long pageSize = metadata.values().of("sizeof(struct page)");
                yield pageSize == null ? 0 : pageSize.intValue();
            }
            case "struct in_addr" -> 4;
            case "struct in6_addr" -> 16;
            case "struct sockaddr" -> 16;
            case "struct sockaddr_in" -> 16;
            case "struct sockaddr_in6" -> 28;
            case "struct sockaddr_storage" -> 128;
            case "guid_t", "uuid_t", "uuid_le", "uuid_be" -> 16;
            default -> fieldTypeSize(type.words());
            };
        }
        if (size == 0) {
            throw new PrintSyntaxException("size of " + type.words());
        }
        return size;
    }

    /** The size of a type that one of the event's own fields has. */
    private int fieldTypeSize(String words) {
        for (EventField field : format.fields()) {
            if (!field.isArray() && field.kind() == EventField.Kind.INTEGER && field.type().equals(words)) {
                return field.size();
            }
        }
        return words.endsWith("_t") ? 4 : 0;
    }

    private int sizeOf(Ast operand) throws PrintSyntaxException {
        if (operand instanceof Ast.Member(Ast base, String name) && base instanceof Ast.Name(String rec)
                && rec.equals("REC")) {
            return field(name).size();
        }
        return compile(operand).size;
    }

    private Expr unary(Ast.Unary unary) throws PrintSyntaxException {
        if (unary.operator() == '&') {
            if (unary.operand() instanceof Ast.Member) {
                Ast.Member member = (Ast.Member) unary.operand();
                if (member.base() instanceof Ast.Name(String base) && base.equals("REC")) {
                    EventField field = field(member.name());
                    return new Memory.Fixed(field.offset(), field.size(), word, field.size(), field.signed());
                }
            }
            if (compile(unary.operand()) instanceof Memory.Deref deref) {
                return deref.pointer();
            }
            throw new PrintSyntaxException("address of something that is not recorded");
        }
        Expr operand = compile(unary.operand());
        if (unary.operator() == '*') {
            if (!operand.inRecord() || operand.elementSize() == 0) {
                throw new PrintSyntaxException("what a pointer points to is not recorded");
            }
            return new Memory.Deref(operand);
        }
        if (operand.isText() && unary.operator() != '!') {
            throw new PrintSyntaxException("text where a number is wanted");
        }
        return Arithmetic.unary(unary.operator(), operand);
    }

    private Expr binary(Ast.Binary binary) throws PrintSyntaxException {
        Expr left = compile(binary.left());
        Expr right = compile(binary.right());
        boolean plus = binary.operator().equals("+");
        if (left.isPointer() && !right.isPointer() && (plus || binary.operator().equals("-"))) {
            if (left.inRecord()) {
                return new Memory.Moved(left, right, !plus);
            }
            if (left.elementSize() == 0 && !(left instanceof Expr.LoadPointer)) {
                throw new PrintSyntaxException("a pointer to something of unknown size");
            }
            Expr scaled = Arithmetic.binary("*", Arithmetic.convert(right, word, true),
                    new Expr.Const(Math.max(1, left.elementSize()), word, true));
            return Arithmetic.binary(binary.operator(), left, scaled);
        }
        return Arithmetic.binary(binary.operator(), left, right);
    }

    private Expr conditional(Ast.Conditional conditional) throws PrintSyntaxException {
        Expr condition = compile(conditional.condition());
        @Nullable
        Ast given = conditional.whenTrue();
        Expr whenTrue = given == null ? condition : compile(given);
        Expr whenFalse = compile(conditional.whenFalse());
        if (whenTrue.isText() || whenFalse.isText() || whenTrue.isPointer() || whenFalse.isPointer()) {
            return new Arithmetic.Choice(condition, whenTrue, whenFalse, word, false);
        }
        Expr a = Arithmetic.promote(whenTrue);
        Expr b = Arithmetic.promote(whenFalse);
        int size = Math.max(a.size, b.size);
        boolean signed = a.size == b.size ? a.signed && b.signed : a.size > b.size ? a.signed : b.signed;
        return new Arithmetic.Choice(condition, Arithmetic.convert(a, size, signed),
                Arithmetic.convert(b, size, signed), size, signed);
    }

    private Expr block(Ast.Block block) throws PrintSyntaxException {
        int count = block.locals().size();
        int[] slots = new int[count];
        Expr[] values = new Expr[count];
        for (int i = 0; i < count; i++) {
            Ast.Local local = block.locals().get(i);
            if (nextLocal == 16) {
                throw new PrintSyntaxException("too many locals");
            }
            int size = size(local.type());
            boolean signed = isSigned(local.type().words());
            slots[i] = nextLocal++;
            values[i] = Arithmetic.convert(number(local.value()), size, signed);
            locals.put(local.name(), new Expr.Local(slots[i], size, signed));
        }
        return new Expr.Block(slots, values, compile(block.result()));
    }

    /** A table: entries of a value and a text, up to one whose text is null. */
    Table table(List<Ast> entries, int size) throws PrintSyntaxException {
        long[] values = new long[entries.size()];
        byte[][] names = new byte[entries.size()][];
        int count = 0;
        for (Ast entry : entries) {
            if (!(entry instanceof Ast.Braces(List<Ast> pair)) || pair.size() != 2) {
                throw new PrintSyntaxException("not an entry of a table");
            }
            if (!(pair.get(1) instanceof Ast.Str(String name))) {
                break;
            }
            try {
                values[count] = Expr.fit(compile(pair.get(0)).eval(new Frame(metadata)), size, false);
                names[count] = name.getBytes(StandardCharsets.ISO_8859_1);
                count++;
            } catch (PrintSyntaxException e) {
                // One constant that is not known must not take the rest of the table with it.
                unknownEntries.add(String.valueOf(e.getMessage()));
            }
        }
        return new Table(Arrays.copyOf(values, count), Arrays.copyOf(names, count));
    }

    /** Entries of tables that were left out, and why. */
    Set<String> unknownEntries() {
        return unknownEntries;
    }

    /** The entries of a table. */
    static final class Table {
        final long[] values;
        final byte[][] names;

        Table(long[] values, byte[][] names) {
            this.values = values;
            this.names = names;
        }
    }
}
