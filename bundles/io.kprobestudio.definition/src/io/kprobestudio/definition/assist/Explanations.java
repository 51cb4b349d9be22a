/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Btf;
import io.kprobestudio.definition.DefinitionFile;
import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.EventField;
import io.kprobestudio.definition.EventLayout;
import io.kprobestudio.definition.FetchArgument;
import io.kprobestudio.definition.FetchStep;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.ProbeDefinition;
import io.kprobestudio.definition.ProbeKind;
import io.kprobestudio.definition.ProbePoint;
import io.kprobestudio.definition.SymbolTable;
import io.kprobestudio.definition.SyntaxNode;
import io.kprobestudio.definition.Verdict;
import io.kprobestudio.definition.assist.RegisterWords.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what a piece of a line means: a place, what an argument fetches step by step, what the record holds. */
public final class Explanations {
    private final Judge judge;

    public Explanations(Judge judge) {
        this.judge = judge;
    }

    /**
     * What is said of a piece.
     *
     * @param column where the piece begins, in bytes of the line
     * @param length its length in bytes
     * @param text lines of text
     */
    public record Explained(int column, int length, String text) {
    }

    /** What is at a column of a judged line; empty where there is nothing to say. */
    public Optional<Explained> at(DefinitionFile.Line line, int column) {
        ProbeDefinition definition = line.verdict().definition();
        if (definition == null) {
            return Optional.empty();
        }
        for (SyntaxNode node : line.tree().children()) {
            if (column >= node.column() && column < node.end()) {
                String text = switch (node.kind()) {
                case COMMAND, MAXACTIVE, GROUP, EVENT -> event(definition, line.verdict());
                case PLACE -> place(definition);
                case ARGUMENT -> argument(definition, line.verdict(), node);
                default -> "";
                };
                return text.isEmpty() ? Optional.empty()
                        : Optional.of(new Explained(node.column(), node.length(), text));
            }
        }
        return Optional.empty();
    }

    private static String event(ProbeDefinition definition, Verdict verdict) {
        StringBuilder text = new StringBuilder(switch (definition.kind()) {
        case KPROBE -> "Probe: hit when the instruction at its place is reached";
        case KRETPROBE -> "Return probe: hit when the function returns";
        case FPROBE -> "Function probe: hit when the function is entered";
        case FRETPROBE -> "Function probe: hit when the function returns";
        case TPROBE -> "Tracepoint probe: hit when the tracepoint is passed";
        case EPROBE -> "Event probe: hit with the event that it is attached to";
        case DELETE -> "Takes events away";
        });
        if (definition.maxactive() > 0) {
            text.append("; ").append(definition.maxactive()).append(" calls may be pending");
        }
        EventLayout layout = verdict.layout();
        if (layout != null) {
            text.append("\nEvent ").append(definition.group()).append('/').append(definition.event())
                    .append(definition.explicitEvent() ? "" : " (the kernel chose the name)")
                    .append("\nRecord of ").append(TypeWords.bytes(layout.fixedSize()))
                    .append(layout.fields().stream().anyMatch(field -> field.type().startsWith("__data_loc"))
                            ? " and the texts behind" : "")
                    .append(", offset and size:");
            layout.fields().forEach(field -> text.append("\n  ").append(field(field)));
        }
        return text.toString();
    }

    private static String field(EventField field) {
        return "%4d %3d  %s %s%s".formatted(field.offset(), field.size(), field.type(), field.name(), field.suffix());
    }

    private String place(ProbeDefinition definition) {
        ProbePoint place = definition.place();
        return switch (place) {
        case ProbePoint.Symbol symbol -> symbol(symbol);
        case ProbePoint.Address address -> address(address.value());
        case ProbePoint.Tracepoint tracepoint -> "Tracepoint " + tracepoint.name();
        case ProbePoint.AttachedEvent event -> attached(event);
        case null -> "";
        };
    }

    private String symbol(ProbePoint.Symbol place) {
        Description description = judge.description();
        SymbolTable symbols = description.symbols();
        String signature = BtfWords.signature(description.btf().orElse(Btf.EMPTY), place.name());
        List<String> lines = new ArrayList<>();
        lines.add(signature.isEmpty() ? "Function " + place.name() : signature);
        int index = symbols.lookup(place.qualifiedName());
        if (index >= 0) {
            String module = symbols.module(index);
            StringBuilder where = new StringBuilder(module.isEmpty() ? "in the kernel" : "in module " + module);
            if (symbols.addressesKnown()) {
                long size = symbols.sizeOf(index);
                where.append(" at 0x").append(Long.toHexString(symbols.address(index)))
                        .append(size > 0 ? ", " + TypeWords.bytes((int) Math.min(size, Integer.MAX_VALUE)) : "");
            }
            lines.add(where.toString());
            if (place.offset() != 0) {
                lines.add("%d bytes behind its begin".formatted(place.offset()));
            }
            if (symbols.nextSameName(index) >= 0) {
                lines.add("There are others of that name");
            }
            if (description.traceableKnown() && !description.traceable(index)) {
                lines.add("ftrace cannot trace it");
            }
        } else if (description.symbolsKnown()) {
            lines.add("not among the symbols of this kernel");
        }
        return String.join("\n", lines);
    }

    private String address(long address) {
        SymbolTable symbols = judge.description().symbols();
        int index = symbols.addressesKnown() ? symbols.at(address) : -1;
        return "Address 0x" + Long.toHexString(address) + (index < 0 ? ""
                : ", " + symbols.name(index) + "+0x" + Long.toHexString(address - symbols.address(index)));
    }

    private String attached(ProbePoint.AttachedEvent event) {
        StringBuilder text = new StringBuilder("Event ").append(event.system()).append('/').append(event.event());
        judge.description().event(event.system(), event.event()).ifPresent(
                layout -> layout.fields().forEach(field -> text.append("\n  ").append(field(field))));
        return text.toString();
    }

    private String argument(ProbeDefinition definition, Verdict verdict, SyntaxNode node) {
        List<String> told = new ArrayList<>();
        for (FetchArgument argument : definition.arguments()) {
            if (argument.column() >= node.column() && argument.column() < node.end()) {
                told.add(argument(definition, argument, verdict.layout()));
            }
        }
        return String.join("\n", told);
    }

    private String argument(ProbeDefinition definition, FetchArgument argument,
            @org.eclipse.jdt.annotation.Nullable EventLayout layout) {
        StringBuilder text = new StringBuilder(argument.name()).append(": ").append(argument.type().name())
                .append(argument.count() > 0 ? "[" + argument.count() + "]" : "").append(", ")
                .append(TypeWords.of(argument.type()));
        int number = 1;
        for (FetchStep step : argument.program().steps()) {
            text.append("\n  ").append(number++).append(". ").append(step(definition, step));
        }
        EventField field = layout == null ? null : layout.ownField(argument.name());
        if (field != null) {
            text.append("\nIn the record at offset ").append(field.offset()).append(", ")
                    .append(TypeWords.bytes(field.size()));
        }
        return text.toString();
    }

    private String step(ProbeDefinition definition, FetchStep step) {
        return switch (step) {
        case FetchStep.Register register -> register(definition, register.name());
        case FetchStep.StackSlot slot -> "word " + slot.index() + " of the stack";
        case FetchStep.StackPointer pointer -> "the stack pointer";
        case FetchStep.ReturnValue value -> "what the function returns";
        case FetchStep.FunctionArgument value -> "the " + RegisterWords.ordinal(value.index()) + " argument";
        case FetchStep.SavedArgument value -> "the " + RegisterWords.ordinal(value.index())
                + " argument, kept since the entry";
        case FetchStep.Immediate value -> "the number " + value.value();
        case FetchStep.SymbolAddress symbol -> "the address of " + symbol.symbol() + offset(symbol.offset());
        case FetchStep.TaskName name -> "the address of the task's name";
        case FetchStep.Text words -> "the text \"" + words.text() + "\"";
        case FetchStep.AttachedField attached -> "the event's field " + attached.field().name();
        case FetchStep.Dereference read -> "the word in " + (read.user() ? "user " : "") + "memory at that"
                + offset(read.offset());
        case FetchStep.Store store -> store(store);
        case FetchStep.BitField bits -> "%d bits of it, from bit %d on".formatted(8 * bits.size()
                - bits.rightShift(), bits.rightShift() - bits.leftShift());
        case FetchStep.Repeat repeat -> "the same " + repeat.count() + " times, one behind the other";
        case FetchStep.Unknown unknown -> "cannot be said here"
                + (unknown.reason() == null ? "" : ": " + unknown.reason());
        };
    }

    private static String offset(long offset) {
        return offset == 0 ? "" : offset > 0 ? " + " + offset : " - " + -offset;
    }

    private String register(ProbeDefinition definition, String name) {
        Architecture architecture = judge.dialect().architecture();
        boolean entry = definition.place() instanceof ProbePoint.Symbol symbol && symbol.offset() == 0;
        Moment moment = definition.kind().isReturn() ? Moment.RETURN
                : entry || definition.kind() == ProbeKind.FPROBE ? Moment.ENTRY : Moment.INSIDE;
        String holds = RegisterWords.of(architecture, name, moment);
        return "register " + name + (holds.isEmpty() ? "" : ", " + holds);
    }

    private static String store(FetchStep.Store store) {
        String at = offset(store.offset());
        String size = TypeWords.bytes(store.size());
        return switch (store.kind()) {
        case RAW -> size + " of it are recorded";
        case MEMORY -> size + " in memory at that" + at + " are recorded";
        case USER_MEMORY -> size + " in user memory at that" + at + " are recorded";
        case STRING -> "the text at that" + at + " is recorded";
        case USER_STRING -> "the text in user memory at that" + at + " is recorded";
        case SYMBOL_STRING -> "the name of the symbol at that is recorded";
        case STRING_SIZE -> "the length of the text at that" + at + " is recorded";
        };
    }
}
