/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

/** Operators on numbers, with C's conversions. */
final class Arithmetic {

    private Arithmetic() {
    }

    /** {@code (type)x}. */
    static final class Convert extends Expr {
        private final Expr operand;

        Convert(Expr operand, int size, boolean signed) {
            super(size, signed);
            this.operand = operand;
        }

        @Override
        long eval(Frame frame) {
            return fit(operand.eval(frame), size, signed);
        }
    }

    /** What does not depend on the record is computed once. */
    private static Expr folded(Expr expr, Expr... operands) {
        for (Expr operand : operands) {
            if (!(operand instanceof Expr.Const)) {
                return expr;
            }
        }
        return new Expr.Const(expr.eval(Frame.NOWHERE), expr.size, expr.signed);
    }

    static Expr convert(Expr given, int size, boolean signed) {
        Expr operand = given instanceof Memory.Deref element ? element.load() : given;
        if (operand.size == size && operand.signed == signed) {
            return operand;
        }
        if (operand instanceof Expr.Load load && (load.size == load.stored || load.size <= size)) {
            // Where the byte order is not known here, a narrower number is read whole and cut.
            Expr converted = size < load.stored ? null : load.as(size, signed, false);
            if (converted != null) {
                return converted;
            }
        }
        return folded(new Convert(operand, size, signed), operand);
    }

    static Expr promote(Expr operand) {
        return operand.size < 4 ? convert(operand, 4, true) : operand;
    }

    static Expr unary(char operator, Expr given) {
        Expr operand = promote(given);
        return folded(computed(operator, operand), operand);
    }

    private static Expr computed(char operator, Expr operand) {
        return switch (operator) {
        case '-' -> new Expr(operand.size, operand.signed) {
            @Override
            long eval(Frame frame) {
                return fit(-operand.eval(frame), size, signed);
            }
        };
        case '~' -> new Expr(operand.size, operand.signed) {
            @Override
            long eval(Frame frame) {
                return fit(~operand.eval(frame), size, signed);
            }
        };
        case '!' -> new Expr(4, true) {
            @Override
            long eval(Frame frame) {
                return operand.eval(frame) == 0 ? 1 : 0;
            }
        };
        default -> operand;
        };
    }

    /** An operator whose operands have been converted. */
    private abstract static class Two extends Expr {
        final Expr left;
        final Expr right;
        final boolean operandsSigned;

        Two(Expr left, Expr right, int size, boolean signed, boolean operandsSigned) {
            super(size, signed);
            this.left = left;
            this.right = right;
            this.operandsSigned = operandsSigned;
        }

        @Override
        long eval(Frame frame) {
            return fit(apply(left.eval(frame), right.eval(frame)), size, signed);
        }

        abstract long apply(long a, long b);

        int compare(long a, long b) {
            return operandsSigned ? Long.compare(a, b) : Long.compareUnsigned(a, b);
        }
    }

    static Expr binary(String operator, Expr left, Expr right) throws PrintSyntaxException {
        return folded(operation(operator, left, right), left, right);
    }

    private static Expr operation(String operator, Expr givenLeft, Expr givenRight) throws PrintSyntaxException {
        if (operator.equals("&&") || operator.equals("||")) {
            boolean and = operator.equals("&&");
            return new Expr(4, true) {
                @Override
                long eval(Frame frame) {
                    boolean first = givenLeft.eval(frame) != 0;
                    return (and ? first && givenRight.eval(frame) != 0 : first || givenRight.eval(frame) != 0) ? 1 : 0;
                }
            };
        }
        Expr left = promote(givenLeft);
        Expr right = promote(givenRight);
        if (operator.equals("<<") || operator.equals(">>")) {
            return shift(operator.equals("<<"), left, right);
        }
        int size = Math.max(left.size, right.size);
        boolean signed = left.size == right.size ? left.signed && right.signed
                : left.size > right.size ? left.signed : right.signed;
        Expr a = convert(left, size, signed);
        Expr b = convert(right, size, signed);
        return switch (operator) {
        case "==", "!=", "<", ">", "<=", ">=" -> comparison(operator, a, b, signed);
        default -> calculation(operator, a, b, size, signed);
        };
    }

    private static Expr shift(boolean toLeft, Expr left, Expr right) {
        return new Two(left, right, left.size, left.signed, left.signed) {
            @Override
            long apply(long a, long b) {
                int by = (int) b & 63;
                return toLeft ? a << by : signed ? a >> by : a >>> by;
            }
        };
    }

    private static Expr comparison(String operator, Expr a, Expr b, boolean signed) {
        return new Two(a, b, 4, true, signed) {
            @Override
            long apply(long x, long y) {
                int order = compare(x, y);
                return switch (operator) {
                case "==" -> order == 0;
                case "!=" -> order != 0;
                case "<" -> order < 0;
                case ">" -> order > 0;
                case "<=" -> order <= 0;
                default -> order >= 0;
                } ? 1 : 0;
            }
        };
    }

    private static Expr calculation(String operator, Expr a, Expr b, int size, boolean signed)
            throws PrintSyntaxException {
        return switch (operator) {
        case "+" -> new Two(a, b, size, signed, signed) {
            @Override
            long apply(long x, long y) {
                return x + y;
            }
        };
        case "-" -> new Two(a, b, size, signed, signed) {
            @Override
            long apply(long x, long y) {
                return x - y;
            }
        };
        case "*" -> new Two(a, b, size, signed, signed) {
            @Override
            long apply(long x, long y) {
                return x * y;
            }
        };
        case "/" -> new Two(a, b, size, signed, signed) {
            @Override
            long apply(long x, long y) {
                return y == 0 ? 0 : operandsSigned ? x / y : Long.divideUnsigned(x, y);
            }
        };
        case "%" -> new Two(a, b, size, signed, signed) {
            @Override
            long apply(long x, long y) {
                return y == 0 ? 0 : operandsSigned ? x % y : Long.remainderUnsigned(x, y);
            }
        };
        case "&" -> new Two(a, b, size, signed, signed) {
            @Override
            long apply(long x, long y) {
                return x & y;
            }
        };
        case "|" -> new Two(a, b, size, signed, signed) {
            @Override
            long apply(long x, long y) {
                return x | y;
            }
        };
        case "^" -> new Two(a, b, size, signed, signed) {
            @Override
            long apply(long x, long y) {
                return x ^ y;
            }
        };
        default -> throw new PrintSyntaxException("operator " + operator);
        };
    }

    /** {@code condition ? a : b}. */
    static final class Choice extends Expr {
        private final Expr condition;
        private final Expr whenTrue;
        private final Expr whenFalse;

        Choice(Expr condition, Expr whenTrue, Expr whenFalse, int size, boolean signed) {
            super(size, signed);
            this.condition = condition;
            this.whenTrue = whenTrue;
            this.whenFalse = whenFalse;
        }

        private Expr chosen(Frame frame) {
            return condition.eval(frame) != 0 ? whenTrue : whenFalse;
        }

        @Override
        long eval(Frame frame) {
            return chosen(frame).eval(frame);
        }

        @Override
        boolean isText() {
            return whenTrue.isText() || whenFalse.isText();
        }

        @Override
        boolean isPointer() {
            return whenTrue.isPointer() || whenFalse.isPointer();
        }

        @Override
        boolean inRecord() {
            return whenTrue.inRecord() && whenFalse.inRecord();
        }

        @Override
        int elementSize() {
            return whenTrue.elementSize();
        }

        @Override
        void text(Frame frame, int limit) {
            chosen(frame).text(frame, limit);
        }

        @Override
        int bound() {
            return whenTrue.bound() < 0 || whenFalse.bound() < 0 ? -1
                    : Math.max(whenTrue.bound(), whenFalse.bound());
        }

        @Override
        int put(Frame frame, byte[] to, int at) {
            return chosen(frame).put(frame, to, at);
        }

        @Override
        int room(Frame frame) {
            return chosen(frame).room(frame);
        }
    }
}
