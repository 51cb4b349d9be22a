/* SPDX-License-Identifier: EPL-2.0 */
/* Lines of a header, seen from the file that includes it: compiled by build.sh for the tests. */
#include "macros.h"

int caller(int seed, int other)
{
	consume(&seed, other);
	return trace_hit(seed) + twice(other);
}
