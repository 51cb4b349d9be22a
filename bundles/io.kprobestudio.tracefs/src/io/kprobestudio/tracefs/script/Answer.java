/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.tracefs.script;

import org.eclipse.jdt.annotation.Nullable;

/**
 * The answer to an operation.
 *
 * @param errno 0 when it succeeded, else the target's error number
 * @param text what was read, a byte a char; null for an operation that reads nothing or failed
 */
public record Answer(int errno, @Nullable String text) {

    /** A success that read nothing. */
    static final Answer DONE = new Answer(0, null);

    /** A JSON object on one line, without a newline. */
    public String json() {
        String read = text;
        if (read == null) {
            return "{\"errno\":" + errno + "}";
        }
        StringBuilder json = new StringBuilder(read.length() + 32).append("{\"errno\":").append(errno)
                .append(",\"text\":\"");
        for (int i = 0; i < read.length(); i++) {
            char c = read.charAt(i);
            switch (c) {
            case '\n' -> json.append("\\n");
            case '\t' -> json.append("\\t");
            case '\r' -> json.append("\\r");
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            default -> {
                if (c < ' ' || c > '~') {
                    json.append("\\u%04x".formatted((int) c));
                } else {
                    json.append(c);
                }
            }
            }
        }
        return json.append("\"}").toString();
    }
}
