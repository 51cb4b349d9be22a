/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.util.ArrayList;
import java.util.List;

import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.EventPlan;
import io.kprobestudio.decoder.FieldReader;
import io.kprobestudio.decoder.FormatCatalog;
import io.kprobestudio.decoder.TraceMetadata;

/** Makes the printer for an event from its format. Immutable. */
public final class BodyCompiler {

    private final TraceMetadata metadata;

    /** A compiler for recordings with this metadata. */
    public BodyCompiler(TraceMetadata metadata) {
        this.metadata = metadata;
    }

    /** The printer for an event; where its print format cannot be interpreted, one that lists its fields. */
    public Body compile(EventFormat format) {
        EventPlan plan = new EventDecoder(metadata.withFormats(FormatCatalog.of(List.of(format)))).plan(format.id());
        List<FieldReader> fields = plan == null ? List.of() : new ArrayList<>(plan.fields());
        return new Body() {
            @Override
            public int minimum() {
                return 8;
            }

            @Override
            public void print(Frame frame) {
                frame.out.put(format.name() + ":");
                for (FieldReader field : fields) {
                    frame.out.put(" " + field.name() + "=" + field.value(frame.buffer, frame.record, frame.length));
                }
                frame.out.put('\n');
            }
        };
    }
}
