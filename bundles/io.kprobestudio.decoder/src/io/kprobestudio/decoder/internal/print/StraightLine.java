/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.lang.invoke.MethodHandles;
import java.util.Objects;

/**
 * Makes a class of an event's steps: code without a loop or a branch, so that the just-in-time compiler sees each step with
 * its place, size and text as constants, and the processor has nothing to guess but the data. The class is hidden and
 * goes away with the body that it was made for.
 *
 * <p>The code, with {@code this} in 0, the frame in 1, the output's array in 2, the place in it in 3, the record's bytes
 * in 4 and its offset in 5:
 *
 * <pre>
 * at = this.begin(frame);  to = frame.out.array();
 * word(to, at, 0x…);  at += 8;              // literal text, eight bytes at a time
 * at = Digits.unsigned(to, at, u4(bytes, record + 24));
 * at = Digits.hex(to, at, this.exprs[3].eval(frame));
 * frame.out.setSize(at);
 * </pre>
 */
final class StraightLine {

    private static final String HERE = "io/kprobestudio/decoder/internal/print/";
    private static final String BODY = HERE + "StraightBody";
    private static final String STEPS = HERE + "Steps";
    private static final String DIGITS = HERE + "Digits";
    private static final String FRAME = HERE + "Frame";
    private static final String EXPR = HERE + "Expr";
    private static final String OUT = "io/kprobestudio/decoder/TextBuffer";
    private static final String A_FRAME = "L" + FRAME + ";";

    /** Bytes of code, for a word of text and for a step at most. */
    private static final int WORD_CODE = 14;
    private static final int LITERAL_CODE = 40;
    private static final int MOST_CODE = 7500;

    private static final int SELF = 0;
    private static final int THE_FRAME = 1;
    private static final int TO = 2;
    private static final int AT = 3;
    private static final int RECORD_BYTES = 4;
    private static final int RECORD = 5;

    private final ClassBytes code = new ClassBytes(HERE + "StraightLine$Code", BODY);

    private final boolean big;

    private StraightLine(boolean big) {
        this.big = big;
    }

    /** Whether the code is short enough to be compiled further, by the just-in-time compiler: below 8,000 bytes. */
    static boolean fits(Chunk[] literals) {
        int bytes = 0;
        for (Chunk literal : literals) {
            bytes += LITERAL_CODE + literal.words() * WORD_CODE;
        }
        return bytes < MOST_CODE;
    }

    static StraightBody compile(Steps steps, int[] kinds, Chunk[] literals, Op.Plan[] plans, boolean big) {
        byte[] made = new StraightLine(big).write(kinds, literals, plans);
        try {
            Object body = MethodHandles.lookup().defineHiddenClass(made, true).lookupClass()
                    .getDeclaredConstructor(Steps.class).newInstance(steps);
            return (StraightBody) Objects.requireNonNull(body);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a class of " + kinds.length + " steps", e);
        }
    }

    private byte[] write(int[] kinds, Chunk[] literals, Op.Plan[] plans) {
        code.load(SELF).load(THE_FRAME).call(BODY, "begin", "(" + A_FRAME + ")I").storeInt(AT);
        array();
        code.load(THE_FRAME).field(FRAME, "bytes", "[B").store(RECORD_BYTES);
        code.load(THE_FRAME).field(FRAME, "record", "I").storeInt(RECORD);
        for (int i = 0; i < kinds.length; i++) {
            literal(literals[i]);
            step(i, kinds[i], plans[i]);
        }
        code.load(THE_FRAME).field(FRAME, "out", "L" + OUT + ";").loadInt(AT).call(OUT, "setSize", "(I)V");
        return code.finish("(L" + STEPS + ";)V", "print", "(" + A_FRAME + ")V", RECORD + 1);
    }

    /** {@code to = frame.out.array()}. */
    private void array() {
        code.load(THE_FRAME).field(FRAME, "out", "L" + OUT + ";").call(OUT, "array", "()[B").store(TO);
    }

    private void literal(Chunk text) {
        for (int i = 0; i < text.words(); i++) {
            code.load(TO).loadInt(AT).push(8 * i).add().push(text.word(i)).callStatic(BODY, "word", "([BIJ)V");
        }
        code.loadInt(AT).push(text.length()).add().storeInt(AT);
    }

    private void step(int i, int kind, Op.Plan plan) {
        switch (kind) {
        case Steps.LITERAL:
            break;
        case Steps.LOAD_DECIMAL, Steps.LOAD_UNSIGNED, Steps.LOAD_HEX:
            target();
            stored(plan.offset(), plan.size(), kind == Steps.LOAD_DECIMAL);
            digits(kind == Steps.LOAD_DECIMAL ? "decimal" : kind == Steps.LOAD_HEX ? "hex" : "unsigned");
            break;
        case Steps.DECIMAL, Steps.UNSIGNED, Steps.HEX:
            target();
            value(i, plan.expr());
            digits(kind == Steps.DECIMAL ? "decimal" : kind == Steps.HEX ? "hex" : "unsigned");
            break;
        case Steps.FIXED_HEX:
            target();
            value(i, plan.expr());
            code.push(plan.size()).callStatic(DIGITS, "hex", "([BIJI)I").storeInt(AT);
            break;
        case Steps.FIXED_TEXT, Steps.LOCATED_TEXT:
            code.load(THE_FRAME).push(plan.offset()).push(plan.size());
            target();
            code.callStatic(STEPS, kind == Steps.FIXED_TEXT ? "text" : "located", "(" + A_FRAME + "II[BI)I")
                    .storeInt(AT);
            break;
        case Steps.PROBE_TEXT:
            code.load(THE_FRAME).push(plan.offset());
            target();
            code.callStatic(STEPS, "quoted", "(" + A_FRAME + "I[BI)I").storeInt(AT);
            break;
        case Steps.BOUNDED_TEXT, Steps.PADDED:
            expr(i);
            code.load(THE_FRAME);
            target();
            code.call(EXPR, "put", "(" + A_FRAME + "[BI)I").storeInt(AT);
            break;
        case Steps.SYMBOL:
            code.load(SELF).load(THE_FRAME);
            value(i, plan.expr());
            code.push(plan.offset()).loadInt(AT).call(BODY, "symbol", "(" + A_FRAME + "JII)I").storeInt(AT);
            array();
            break;
        default:
            code.load(SELF).load(THE_FRAME).push(i).loadInt(AT).call(BODY, "other", "(" + A_FRAME + "II)I")
                    .storeInt(AT);
            array();
        }
    }

    private void target() {
        code.load(TO).loadInt(AT);
    }

    private void digits(String method) {
        code.callStatic(DIGITS, method, "([BIJ)I").storeInt(AT);
    }

    private void expr(int i) {
        code.load(SELF).field(BODY, "exprs", "[L" + EXPR + ";").push(i).element();
    }

    /** The value of an expression: read at once where it is a field. */
    private void value(int i, Expr expr) {
        if (expr instanceof Expr.Load load) {
            stored(load.offset, load.stored, load.isStoredSigned());
        } else {
            expr(i);
            code.load(THE_FRAME).call(EXPR, "eval", "(" + A_FRAME + ")J");
        }
    }

    private void stored(int offset, int size, boolean signed) {
        boolean high = signed || size == 8;
        String name = big && size > 1 ? high ? "bigS" : "bigU" : high ? "s" : "u";
        code.load(RECORD_BYTES).loadInt(RECORD).push(offset).add().callStatic(BODY, name + size, "([BI)J");
    }
}
