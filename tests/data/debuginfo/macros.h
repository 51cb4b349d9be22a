/* SPDX-License-Identifier: EPL-2.0 */
/* A macro that declares several functions on the line that uses it, as the kernel's TRACE_EVENT does. */
#define EVENT(name) \
	static inline __attribute__((always_inline)) int trace_##name(int amount) { return consume(0, amount); } \
	int register_##name(int given) { return consume(0, given + 1); }

extern int consume(const void *what, long value);

EVENT(hit)

static inline __attribute__((always_inline)) int twice(int once)
{
	return trace_hit(once) + consume(0, once);
}
