import type { Case, Ruling, TestOf } from './case.ts';
import { ruleOnEvidence } from './evidence.ts';
import { inquireSignificance } from './inquiry.ts';
import { stretchOf } from './lasting.ts';
import { weigh } from './weigh.ts';

/**
 * The method for `no significant increase|drop|change`, and for conditions that name the harm: all measurements of
 * the phase, weighed together.
 */
export function judgeSignificance(whole: Case<TestOf<'no-significant'>>): Ruling {
  const { it, span, lasting } = stretchOf(whole, harmfulLooks(whole.test));
  return ruleOnEvidence(it, weigh(it, inquireSignificance(it.test), span), lasting);
}

/** What a look shows that goes on being harmful: more, or less, than is accepted. */
function harmfulLooks({
  direction,
  within = 0,
}: TestOf<'no-significant'>): readonly TestOf<'baseline'>[] {
  const more = { kind: 'baseline', operator: '>', factor: 1 + within } as const;
  const less = { kind: 'baseline', operator: '<', factor: 1 / (1 + within) } as const;
  switch (direction) {
    case 'increase':
      return [more];
    case 'drop':
      return [less];
    case 'change':
      return [more, less];
  }
}
