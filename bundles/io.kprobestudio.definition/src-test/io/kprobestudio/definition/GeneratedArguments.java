/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.eclipse.jdt.annotation.Nullable;

/** Fetch arguments in every form that one kernel has, each form as often as any other. */
final class GeneratedArguments {
    /** What a value may be. */
    enum Form {
        REGISTER, STACK, SLOT, RETURNED, COMM, ARGUMENT, ADDRESS, SYMBOL, SYMBOL_OFFSET, DEREFERENCE, USER_DEREFERENCE,
        NESTED, NUMBER, TEXT, PARAMETER, MEMBER, RETURNED_MEMBER, ALL, FIELD, CAST
    }

    private static final String[] NAMES = { "a", "fd", "count", "Name", "_x", "buf1", "ret", "filename", "if_", "p" };
    private static final String[] OFFSETS = { "0", "4", "8", "0x10", "010", "100", "0xfff", "2147483647", "1" };

    private final Dialect dialect;
    private final Description description;
    private final Btf btf;
    private final GeneratedPlaces places;
    private final SplittableRandom random;
    private int round;

    GeneratedArguments(Dialect dialect, Description description, GeneratedPlaces places, SplittableRandom random) {
        this.dialect = dialect;
        this.description = description;
        this.places = places;
        this.random = random;
        btf = description.btf().orElse(Btf.EMPTY);
    }

    /** Up to six arguments, each behind a blank, of a probe at a function, or of one attached to an event. */
    String some(boolean returns, @Nullable String function, @Nullable EventLayout event) {
        if (dialect.has(Feature.ARRAYS) && random.nextInt(60) == 0) {
            return large();
        }
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            Form form = Form.values()[round++ % Form.values().length];
            String argument = argument(form, returns, function, event);
            boolean whole = form == Form.ALL;
            text.append(' ');
            if (!whole && random.nextInt(3) > 0) {
                text.append(pick(NAMES)).append(i).append('=');
            }
            text.append(argument);
        }
        return text.toString();
    }

    /** Arrays that fill the largest event a kernel takes, or go beyond it. */
    private String large() {
        StringBuilder text = new StringBuilder();
        int count = 5 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            text.append(" large").append(i).append("=+").append(8 * i).append("(@").append(places.data())
                    .append("):u64[")
                    .append(random.nextInt(3) == 0 ? 48 + random.nextInt(17) : 64).append(']');
        }
        return text.toString();
    }

    private String argument(Form form, boolean returns, @Nullable String function, @Nullable EventLayout event) {
        if (form == Form.ALL) {
            return dialect.has(Feature.BTF_ARGUMENTS) && event == null ? "$arg*" : value(Form.STACK, returns);
        }
        if (event != null) {
            return ofEvent(form, event);
        }
        String value = switch (form) {
        case PARAMETER -> parameter(function, false);
        case MEMBER -> parameter(function, true);
        case RETURNED_MEMBER -> returned(function);
        default -> value(form, returns);
        };
        boolean memory = switch (form) {
        case ADDRESS, SYMBOL, SYMBOL_OFFSET, DEREFERENCE, USER_DEREFERENCE, NESTED -> true;
        default -> false;
        };
        if (form == Form.COMM || form == Form.TEXT) {
            return random.nextInt(3) > 0 ? value : value + ":" + (random.nextInt(4) > 0 ? "string" : type(true));
        }
        boolean btfValue = form == Form.PARAMETER || form == Form.MEMBER;
        return random.nextInt(btfValue ? 2 : 4) == 0 ? value : value + ":" + type(memory || btfValue);
    }

    private String ofEvent(Form form, EventLayout event) {
        String field = event.fields().isEmpty() || random.nextInt(10) == 0 ? "common_pid"
                : event.fields().get(random.nextInt(event.fields().size())).name();
        String value = switch (form) {
        case NUMBER, TEXT, ADDRESS, SYMBOL, SYMBOL_OFFSET, COMM -> value(form, false);
        case DEREFERENCE -> "+" + pick(OFFSETS) + "($" + field + ")";
        case NESTED -> "+0(-8($" + field + "))";
        case CAST ->
            "(" + pick("task_struct", "file", "no_such") + ")" + field + pick("->pid", "->comm", "->f_mode", "");
        case REGISTER -> random.nextInt(3) == 0 ? value(form, false) : "$" + field;
        case STACK -> random.nextInt(3) == 0 ? "$no_such_field" : "$" + field;
        default -> "$" + field;
        };
        return random.nextInt(3) > 0 ? value : value + ":" + type(true);
    }

    private String value(Form form, boolean returns) {
        List<String> registers = dialect.architecture().registers();
        return switch (form) {
        case STACK -> "$stack";
        case SLOT -> "$stack" + pick("0", "1", "7", "31", "255", "1024", "2048");
        case RETURNED, RETURNED_MEMBER -> returns || random.nextInt(6) == 0 ? "$retval" : "$stack1";
        case COMM -> dialect.has(Feature.COMM) ? pick("$comm", "$comm", "$COMM") : "$stack2";
        case ARGUMENT -> "$arg" + (1 + random.nextInt(6));
        case ADDRESS -> "@" + places.address();
        case SYMBOL -> "@" + places.data();
        case SYMBOL_OFFSET -> "@" + places.data() + (random.nextBoolean() ? "+" : "-") + pick(OFFSETS);
        case DEREFERENCE -> (random.nextBoolean() ? "+" : "-") + pick(OFFSETS) + "(" + simple(returns) + ")";
        case USER_DEREFERENCE -> (random.nextBoolean() ? "+" : "-") + (dialect.has(Feature.USER_MEMORY) ? "u" : "")
                + pick(OFFSETS) + "(" + simple(returns) + ")";
        case NESTED -> nested(returns);
        case NUMBER -> dialect.has(Feature.IMMEDIATES)
                ? pick("\\1", "\\-5", "\\0x7f", "\\+3", "\\0", "\\4294967295", "\\-2147483648", "\\010") : "$stack3";
        case TEXT -> dialect.has(Feature.IMMEDIATES) ? pick("\\\"text\"", "\\\"a,b:c\"", "\\\"x=%d\"", "\\\"\"")
                : "$stack4";
        default -> registers.isEmpty() ? "$stack5" : "%" + registers.get(random.nextInt(registers.size()));
        };
    }

    private String nested(boolean returns) {
        int depth = random.nextInt(6) == 0 ? 6 + random.nextInt(12) : 2 + random.nextInt(3);
        String value = simple(returns);
        for (int i = 0; i < depth; i++) {
            String user = dialect.has(Feature.USER_MEMORY) && random.nextInt(6) == 0 ? "u" : "";
            value = (random.nextBoolean() ? "+" : "-") + user + pick("0", "4", "8", "0x10") + "(" + value + ")";
        }
        return value;
    }

    private String simple(boolean returns) {
        Form[] forms = { Form.REGISTER, Form.REGISTER, Form.STACK, Form.SLOT, Form.RETURNED, Form.SYMBOL, Form.ADDRESS,
                Form.ARGUMENT, Form.NUMBER };
        return value(forms[random.nextInt(forms.length)], returns);
    }

    /** A parameter of a function by its name, with members of what it points to. */
    private String parameter(@Nullable String function, boolean members) {
        int proto = prototype(function);
        int count = proto == 0 ? 0 : btf.count(proto);
        if (count == 0) {
            return dialect.has(Feature.BTF_ARGUMENTS) ? pick("file", "buf", "pos->x") : value(Form.REGISTER, false);
        }
        int index = random.nextInt(count);
        String name = btf.parameterName(proto, index);
        return members ? name + members(btf.parameterType(proto, index)) : name;
    }

    private String returned(@Nullable String function) {
        int proto = prototype(function);
        return "$retval" + (proto == 0 || random.nextInt(3) == 0 ? "" : members(btf.target(proto)));
    }

    private int prototype(@Nullable String function) {
        if (function == null || description.btf().isEmpty()) {
            return 0;
        }
        int found = btf.find(function.replace("%return", ""), Btf.FUNC);
        int proto = found == 0 ? 0 : btf.target(found);
        return btf.kind(proto) == Btf.FUNC_PROTO ? proto : 0;
    }

    /** {@code ->MEMBER}, and further ones with an arrow or a dot as their types have it. */
    private String members(int pointer) {
        StringBuilder text = new StringBuilder();
        int type = btf.skipModifiers(pointer);
        for (int depth = 0; depth < 4; depth++) {
            boolean arrow = btf.kind(type) == Btf.PTR;
            int struct = arrow ? btf.skipModifiers(btf.target(type)) : type;
            boolean holder = btf.kind(struct) == Btf.STRUCT || btf.kind(struct) == Btf.UNION;
            if (!holder || btf.count(struct) == 0 || !arrow && depth == 0) {
                break;
            }
            int member = random.nextInt(btf.count(struct));
            String name = btf.memberName(struct, member);
            text.append(arrow ? "->" : ".").append(name.isEmpty() ? "no_such" : name);
            type = btf.skipModifiers(btf.memberType(struct, member));
            if (random.nextInt(2) == 0) {
                break;
            }
        }
        return text.isEmpty() ? "->no_such" : text.toString();
    }

    /** A type, mostly one that the kernel has. */
    String type(boolean memory) {
        List<String> types = new ArrayList<>();
        for (String sign : dialect.has(Feature.HEX_TYPES) ? List.of("u", "s", "x") : List.of("u", "s")) {
            for (int bits = 8; bits <= 64; bits *= 2) {
                types.add(sign + bits);
            }
        }
        int bits = 8 << random.nextInt(4);
        int width = 1 + random.nextInt(bits);
        types.addAll(List.of("b" + width + "@" + random.nextInt(bits - width + 1) + "/" + bits, "b1@0/8", "b4@4/16"));
        types.addAll(List.of("char", "symbol", "symstr", "%pd", "%pD", "string_size"));
        if (memory) {
            types.addAll(List.of("string", "string", "string", "ustring", "ustring", "string_size"));
        }
        String type = types.get(random.nextInt(types.size()));
        boolean array = memory ? random.nextInt(4) == 0 : random.nextInt(20) == 0;
        return array && (dialect.has(Feature.ARRAYS) || random.nextInt(4) == 0)
                ? type + "[" + (1 + random.nextInt(64)) + "]" : type;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
