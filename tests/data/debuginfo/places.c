/* SPDX-License-Identifier: EPL-2.0 */
/* Where what a probe wants is not simply in a register: compiled by build.sh for the tests, as sample.c. */
struct pair {
	long first;
	long second;
};

extern int consume(const void *what, long value);
extern void fill(struct pair *pair);

static struct pair table[4];

static inline __attribute__((always_inline)) int inner(const struct pair *held, int amount)
{
	return consume(held, amount);
}

static inline __attribute__((always_inline)) int outer(const struct pair *given, int many)
{
	return inner(given, many + 1);
}

int sums(int seed)
{
	struct pair local;

	fill(&local);
	return inner(&local, seed);
}

int second_name(int seed) __attribute__((alias("sums")));

int counted(void)
{
	static int count;

	return consume(&count, ++count);
}

int counted_too(int seed)
{
	static int count;

	count += seed;
	return outer(&table[2], count) + outer((const struct pair *)(long)seed, 2);
}
