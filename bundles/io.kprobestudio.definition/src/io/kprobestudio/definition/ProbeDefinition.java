/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A definition that a kernel accepts (or would, but for its place).
 *
 * @param kind what it makes
 * @param group the event's group, the default one where the line names none
 * @param event the event's name, made up by the kernel where the line names none
 * @param explicitEvent whether the line names the event
 * @param place where the probe sits; null for {@link ProbeKind#DELETE}
 * @param maxactive how many returns may be pending, 0 where the line does not say
 * @param arguments its arguments
 */
public record ProbeDefinition(ProbeKind kind, String group, String event, boolean explicitEvent,
        @Nullable ProbePoint place, int maxactive, List<FetchArgument> arguments) {
    public ProbeDefinition {
        arguments = List.copyOf(arguments);
    }
}
