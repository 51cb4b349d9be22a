/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import java.util.List;
import org.eclipse.swt.widgets.Control;

/** What a view of charts gives to be saved. UI thread only. */
interface ChartExport {

    /** What a picture is taken of. */
    Control picture();

    /** What is drawn as lines of comma-separated values, the first with the names and units of the columns. */
    List<String> csv();
}
