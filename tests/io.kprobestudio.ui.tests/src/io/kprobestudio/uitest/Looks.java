/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.custom.ViewForm;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/**
 * Looks at each visible control of a window: it is as large as what it says, no parent cuts it off, and its text can be
 * read. UI thread only.
 */
final class Looks {

    /* What is smoothed at the edges of letters never quite reaches the letters' colour. */
    private static final double READABLE_SMOOTHED = 3.9;
    private static final int MOST_ROWS = 30;
    private static final int LOWEST_DRAWING = 50;
    /* What a toolkit rounds. */
    private static final int ROUNDED = 1;

    private final List<String> problems = new ArrayList<>();
    private final Shell shell;
    private final boolean colours;

    private Looks(Shell shell, boolean colours) {
        this.shell = shell;
        this.colours = colours;
    }

    /**
     * What is wrong with a window, a line each.
     *
     * @param colours whether colours are looked at too
     * @param picture what the screen shows of the window, with as many dots a point as it is wider; null where there is none
     */
    static List<String> problems(Shell shell, boolean colours, @Nullable ImageData picture) {
        Looks looks = new Looks(shell, colours);
        looks.look(shell, picture);
        return looks.problems;
    }

    private void look(Composite parent, @Nullable ImageData picture) {
        for (Control child : parent.getChildren()) {
            Point size = child.getSize();
            if (!child.isVisible() || size.x == 0 || size.y == 0) {
                continue;
            }
            size(child, size);
            if (colours && child.isEnabled()) {
                colours(child);
                if (picture != null) {
                    dots(child, picture);
                }
            }
            // the platform's list of launch configurations has tools and words of its own
            if (child instanceof Composite composite && !(child instanceof ViewForm)) {
                look(composite, picture);
            }
        }
    }

    private void size(Control control, Point size) {
        boolean wraps = (control.getStyle() & SWT.WRAP) != 0;
        Point wanted = control.computeSize(wraps ? size.x : SWT.DEFAULT, SWT.DEFAULT, false);
        boolean wide = switch (control) {
        case Label label -> (label.getStyle() & SWT.SEPARATOR) != 0 || wraps || wanted.x <= size.x + ROUNDED;
        case Button button -> wanted.x <= size.x + ROUNDED;
        case CLabel label -> label.getText().isEmpty() || wanted.x <= size.x + ROUNDED;
        case Combo combo -> (combo.getStyle() & SWT.READ_ONLY) == 0 || wanted.x <= size.x + ROUNDED;
        case Spinner spinner -> wanted.x <= size.x + ROUNDED;
        case ToolBar bar -> wraps || wanted.x <= size.x + ROUNDED;
        default -> true;
        };
        boolean high = switch (control) {
        case Label label -> (label.getStyle() & SWT.SEPARATOR) != 0 || wanted.y <= size.y + ROUNDED;
        case Text text -> (text.getStyle() & SWT.V_SCROLL) != 0 || wanted.y <= size.y + ROUNDED;
        case Button button -> wanted.y <= size.y + ROUNDED;
        case Link link -> link.computeSize(size.x, SWT.DEFAULT, false).y <= size.y + ROUNDED;
        case CLabel label -> wanted.y <= size.y + ROUNDED;
        case Combo combo -> wanted.y <= size.y + ROUNDED;
        case Spinner spinner -> wanted.y <= size.y + ROUNDED;
        case ToolBar bar -> wanted.y <= size.y + ROUNDED;
        default -> true;
        };
        if (!wide || !high) {
            add(control, "is " + size.x + " x " + size.y + " and wants " + wanted.x + " x " + wanted.y);
        } else if (isCut(control)) {
            add(control, "is cut off by its parent: " + control.getBounds() + " in "
                    + control.getParent().getClientArea());
        }
    }

    private static boolean isCut(Control control) {
        if (!says(control) || control.getParent() instanceof ScrolledComposite) {
            return false;
        }
        Rectangle bounds = control.getBounds();
        Rectangle area = control.getParent().getClientArea();
        return !area.union(bounds).equals(area);
    }

    /** Whether a control shows words that were given to it. */
    private static boolean says(Control control) {
        return !words(control).isBlank();
    }

    private static String words(Control control) {
        return switch (control) {
        case Label label -> label.getText();
        case Button button -> button.getText();
        case Link link -> link.getText();
        case CLabel label -> String.valueOf(label.getText());
        case Text text -> text.getText();
        case Combo combo -> combo.getText();
        case Spinner spinner -> spinner.getText();
        case Group group -> group.getText();
        default -> "";
        };
    }

    private void colours(Control control) {
        switch (control) {
        case Table table -> table(table);
        case Tree tree -> tree(tree, tree.getItems());
        case StyledText text -> styled(text);
        default -> {
            if (says(control)) {
                readable(control, "", control.getForeground(), control.getBackground());
            }
        }
        }
    }

    private void table(Table table) {
        int first = table.getTopIndex();
        int last = Math.min(table.getItemCount(), first + MOST_ROWS);
        for (int row = first; row < last; row++) {
            TableItem item = table.getItem(row);
            for (int column = 0; column < Math.max(1, table.getColumnCount()); column++) {
                readable(table, item.getText(column), item.getForeground(column), item.getBackground(column));
            }
        }
    }

    private void tree(Tree tree, TreeItem... items) {
        for (TreeItem item : Arrays.copyOf(items, Math.min(items.length, MOST_ROWS))) {
            for (int column = 0; column < Math.max(1, tree.getColumnCount()); column++) {
                readable(tree, item.getText(column), item.getForeground(column), item.getBackground(column));
            }
            if (item.getExpanded()) {
                tree(tree, item.getItems());
            }
        }
    }

    private void styled(StyledText text) {
        for (StyleRange style : text.getStyleRanges()) {
            Color front = style.foreground == null ? text.getForeground() : style.foreground;
            Color back = style.background == null ? text.getBackground() : style.background;
            readable(text, text.getTextRange(style.start, style.length), front, back);
        }
        if (text.getCharCount() > 0) {
            readable(text, "", text.getForeground(), text.getBackground());
        }
    }

    private void readable(Control control, String what, Color front, Color back) {
        double contrast = Contrast.of(front.getRGB(), back.getRGB());
        if (contrast < Contrast.READABLE) {
            add(control, String.format(Locale.ROOT, "%s has a contrast of %.1f: %s on %s", what, contrast,
                    front.getRGB(), back.getRGB()));
        }
    }

    /** What is really on the screen: the most common colour is the ground, and something stands out from it. */
    private void dots(Control control, ImageData picture) {
        if (!says(control) && !isDrawing(control) || !isWhole(control)) {
            return;
        }
        double zoom = (double) picture.width / shell.getBounds().width;
        Point at = control.toDisplay(0, 0);
        Rectangle window = shell.getBounds();
        Point size = control.getSize();
        Map<Integer, Integer> dots = new HashMap<>();
        for (int y = scaled(at.y - window.y, zoom); y < scaled(at.y - window.y + size.y, zoom); y++) {
            for (int x = scaled(at.x - window.x, zoom); x < scaled(at.x - window.x + size.x, zoom); x++) {
                if (x >= 0 && y >= 0 && x < picture.width && y < picture.height) {
                    dots.merge(Integer.valueOf(picture.getPixel(x, y)), Integer.valueOf(1), Integer::sum);
                }
            }
        }
        RGB ground = dots.entrySet().stream().max(Map.Entry.comparingByValue())
                .map(entry -> picture.palette.getRGB(entry.getKey().intValue())).orElse(new RGB(0, 0, 0));
        double best = dots.keySet().stream()
                .mapToDouble(dot -> Contrast.of(picture.palette.getRGB(dot.intValue()), ground)).max().orElse(1);
        if (best < READABLE_SMOOTHED) {
            add(control, String.format(Locale.ROOT, "shows nothing with a contrast over %.1f on %s", best, ground));
        }
    }

    /** Whether we draw a control ourselves; canvases in canvases are the rulers of text editors, with pictures. */
    private static boolean isDrawing(Control control) {
        return control.getClass() == Canvas.class && !(control.getParent() instanceof Canvas)
                && control.getSize().y > LOWEST_DRAWING;
    }

    /** Whether nothing of a control is scrolled away. */
    private static boolean isWhole(Control control) {
        Point size = control.getSize();
        for (Composite parent = control.getParent(); parent != null; parent = parent.getParent()) {
            Rectangle bounds = control.getDisplay().map(control, parent, 0, 0, size.x, size.y);
            Rectangle area = parent.getClientArea();
            if (!area.union(bounds).equals(area)) {
                return false;
            }
            if (parent instanceof Shell) {
                return true;
            }
        }
        return true;
    }

    private static int scaled(int points, double zoom) {
        return (int) Math.round(points * zoom);
    }

    private void add(Control control, String what) {
        StringBuilder where = new StringBuilder();
        for (Composite parent = control.getParent(); parent != null; parent = parent.getParent()) {
            String name = parent.getClass().getName();
            where.append(" < ").append(name.substring(name.lastIndexOf('.') + 1));
        }
        problems.add(control.getClass().getSimpleName() + " \"" + words(control).replace('\n', ' ') + "\" " + what
                + where);
    }
}
