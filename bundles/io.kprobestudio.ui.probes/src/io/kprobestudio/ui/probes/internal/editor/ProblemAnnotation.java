/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.Fix;
import io.kprobestudio.definition.assist.TextProblem;
import java.util.List;
import org.eclipse.jface.text.quickassist.IQuickFixableAnnotation;
import org.eclipse.jface.text.source.Annotation;

/** A problem in a text that is no file of the workspace. */
final class ProblemAnnotation extends Annotation implements IQuickFixableAnnotation {

    private final List<Fix> fixes;

    ProblemAnnotation(String type, TextProblem problem) {
        super(type, false, problem.diagnostic().message());
        fixes = problem.diagnostic().fixes();
    }

    /** The suggested changes of its line. */
    List<Fix> fixes() {
        return fixes;
    }

    @Override
    public void setQuickFixable(boolean state) {
        // it says so itself
    }

    @Override
    public boolean isQuickFixableStateSet() {
        return true;
    }

    @Override
    public boolean isQuickFixable() {
        return !fixes.isEmpty();
    }
}
