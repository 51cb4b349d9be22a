/* SPDX-License-Identifier: EPL-2.0 */
/* What the tests of debug information are compiled from; build.sh beside it says how. The line numbers count. */
struct name {
	unsigned int hash;
	const char *text;
};

struct node {
	long weight;
	struct {
		unsigned char kind : 3;
		unsigned char state : 5;
	};
	union {
		struct node *next;
		unsigned long raw;
	};
	struct name name;
	short table[8];
};

typedef struct node node_t;

int total;
static int calls;
extern int consume(const node_t *node, long value);

static inline __attribute__((always_inline)) int weigh(const node_t *node, int factor)
{
	long heavy = node->weight * factor;

	return consume(node, heavy);
}

__attribute__((noinline)) int walk(node_t *head, int limit, char flag)
{
	int seen = 0;
	node_t *each;

	for (each = head; each && seen < limit; each = each->next) {
		seen += weigh(each, 3);
		calls++;
	}
	total += seen;
	return flag ? seen : -seen;
}

__attribute__((noinline)) int many(int a, int b, int c, int d, int e, int f, int g, int h)
{
	return consume(0, a + b + c + d + e + f + g + h);
}

int twice(node_t *first, node_t *second)
{
	return weigh(first, 5) + weigh(second, 7) + many(1, 2, 3, 4, 5, 6, 7, walk(first, 2, 1));
}
