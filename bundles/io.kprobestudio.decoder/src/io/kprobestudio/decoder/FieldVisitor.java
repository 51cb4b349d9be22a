/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

/**
 * Gets the fields of a record from {@link EventPlan#visit}, in the plan's order. A class and no interface, since what calls it
 * is made for each event and is quickest so. Called on the thread that visits.
 */
public abstract class FieldVisitor {

    /**
     * A number.
     *
     * @param field which one: its place in {@link EventPlan#fields()}, those of the common fields behind them
     * @param value sign-extended where the field is signed
     */
    public abstract void number(int field, long value);

    /**
     * Text or an array.
     *
     * @param field  which one
     * @param offset where its bytes begin, counted from the record's beginning
     * @param length how many there are, inside of the record
     */
    public abstract void bytes(int field, int offset, int length);

    /** A field that the record is too short for. */
    public abstract void missing(int field);
}
