import type { Case, Ruling, TestOf } from './case.ts';
import { ruleOnEvidence } from './evidence.ts';
import { inquireSignificance } from './inquiry.ts';
import { weigh } from './weigh.ts';

/** The method for `no significant increase|drop|change`: all measurements of the phase, weighed together. */
export function judgeSignificance(it: Case<TestOf<'no-significant'>>): Ruling {
  return ruleOnEvidence(it, weigh(it, inquireSignificance(it.test)));
}
