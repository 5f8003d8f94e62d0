import type { Test } from '../plan/plan.ts';
import type { Case, Method, Ruling } from './case.ts';
import { isFullyOpen } from './hearing.ts';
import { judgeByLooks } from './looks.ts';
import { judgeMultiple } from './multiple.ts';
import { judgeSignificance } from './significance.ts';

/** Every kind of sentence with its method: a new kind is a new file and a line here. */
const METHODS: { readonly [Kind in Test['kind']]: Method<Kind> } = {
  limit: { rule: judgeByLooks, comparesWithStable: false },
  baseline: { rule: judgeMultiple, comparesWithStable: true },
  'no-significant': { rule: judgeSignificance, comparesWithStable: true },
};

/** Judges a sentence by the method of its kind. */
export function rule(it: Case): Ruling {
  // The table pairs kinds with methods; the compiler cannot follow that through the lookup.
  const method = METHODS[it.test.kind] as Method;
  if (method.comparesWithStable && isFullyOpen(it.hearing)) return NOT_APPLICABLE;
  return method.rule(it);
}

const NOT_APPLICABLE: Ruling = {
  verdict: 'pass',
  reason: 'not-applicable',
  looks: { successful: 0, failed: 0, inconclusive: 0, errors: 0 },
  samples: 0,
};
