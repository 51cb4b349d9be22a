/* SPDX-License-Identifier: EPL-2.0 */
/* A macro that declares a function and the one that is inlined into it on one line: compiled by build.sh for the tests. */
extern int consume(const void *what, long value);

#define WRAPPED(name, type, given) \
	static inline __attribute__((always_inline)) int inner_##name(type given); \
	int name(long long first, long long second, long long given) \
	{ \
		consume((void *)(long)first, second); \
		return inner_##name((type)(long)given); \
	} \
	static inline __attribute__((always_inline)) int inner_##name(type given)

WRAPPED(wrapped, const void *, given)
{
	int many = consume(given, 1);
	return consume(given, many);
}
