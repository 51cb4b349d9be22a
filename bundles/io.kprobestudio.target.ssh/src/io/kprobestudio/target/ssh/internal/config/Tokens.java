/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

import io.kprobestudio.target.TargetException;

/**
 * What stands for {@code %h} and its kin in values of the SSH configuration (TOKENS of ssh_config(5)), and for
 * {@code ${NAME}} in names of files.
 *
 * @param alias the host as the user wrote it, {@code %n}
 * @param host the host as it is reached, {@code %h}
 * @param port its port, {@code %p}
 * @param user who logs in, {@code %r}
 * @param keyName the name that host keys are kept under, {@code %k}
 * @param jumps the jump hosts as they are written, {@code %j}
 * @param localUser the user on this machine, {@code %u}
 * @param home that user's home folder, {@code %d}
 * @param environment the environment of this process
 */
record Tokens(String alias, String host, int port, String user, String keyName, String jumps, String localUser,
        Path home,
        Map<String, String> environment) {

    Tokens {
        environment = Map.copyOf(environment);
    }

    /**
     * Puts the values in. What is no token stays as it is.
     *
     * @throws TargetException when a token cannot be known
     */
    String expand(String text) throws TargetException {
        StringBuilder expanded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 1 < text.length()) {
                expanded.append(value(text.charAt(++i)));
            } else {
                expanded.append(c);
            }
        }
        return expanded.toString();
    }

    /**
     * Puts the values of variables in, then those of tokens.
     *
     * @throws TargetException when a variable has no value, or a token cannot be known
     */
    String expandFile(String text) throws TargetException {
        StringBuilder named = new StringBuilder();
        int at = 0;
        int open;
        while ((open = text.indexOf("${", at)) >= 0 && text.indexOf('}', open) > 0) {
            int close = text.indexOf('}', open);
            String name = text.substring(open + 2, close);
            if (!environment.containsKey(name)) {
                throw new TargetException(
                        "a variable of the SSH configuration has no value: variable=%s value=%s".formatted(name, text));
            }
            named.append(text, at, open).append(environment.getOrDefault(name, ""));
            at = close + 1;
        }
        return expand(named.append(text, at, text.length()).toString());
    }

    private String value(char token) throws TargetException {
        return switch (token) {
        case '%' -> "%";
        case 'h' -> host;
        case 'n' -> alias;
        case 'p' -> Integer.toString(port);
        case 'r' -> user;
        case 'u' -> localUser;
        case 'd' -> home.toString();
        case 'k' -> keyName.isEmpty() ? alias : keyName;
        case 'j' -> jumps;
        case 'l' -> thisMachine();
        case 'L' -> thisMachine().split("\\.", 2)[0];
        case 'i' -> uid();
        case 'C' -> hash(thisMachine() + host + port + user + jumps);
        default -> "%" + token;
        };
    }

    private static String thisMachine() throws TargetException {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unknown) {
            throw new TargetException(
                    "this machine's name is not known, which the SSH configuration wants (%l): reason="
                            + unknown.getMessage(),
                    unknown);
        }
    }

    private String uid() throws TargetException {
        try {
            return String.valueOf(Files.getAttribute(home, "unix:uid"));
        } catch (IOException | UnsupportedOperationException failure) {
            throw new TargetException(
                    "the user's number is not known, which the SSH configuration wants (%%i): reason=%s"
                            .formatted(failure.getMessage()),
                    failure);
        }
    }

    private static String hash(String text) throws TargetException {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException none) {
            throw new TargetException("%C of the SSH configuration cannot be made: this Java has no SHA-1", none);
        }
    }
}
