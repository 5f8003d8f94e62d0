/** The largest plan in bytes of UTF-8: a hundred times what ten phases take, small enough to parse at once. */
export const LARGEST_PLAN = 256 * 1024;

/** The deepest nesting; a plan needs eight levels. The parser beneath recurses, so this also guards its stack. */
export const DEEPEST_NESTING = 40;

/** The most YAML tokens, counted before anything is built of them. */
export const MOST_TOKENS = 60_000;

/** What to tell whoever runs into these limits. */
export const NO_PLAN = 'a plan is a few pages of YAML; was another file given by mistake?';

/** The most values once aliases are followed: what an alias bomb runs into. */
export const MOST_VALUES = 10_000;
