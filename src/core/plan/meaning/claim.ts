import type { Notes } from '../notes.ts';
import type { Metric, Position, Test } from '../plan.ts';
import type { Claim, Placed } from '../sentence/syntax.ts';
import { checkDirection } from './direction.ts';
import { checkLimit } from './limit.ts';
import type { Role } from './role.ts';

/** What a sentence claims about its metric, and where. */
export interface Claimed {
  readonly claim: Placed<Claim>;
  readonly name: string;
  readonly metric: Metric | undefined;
  readonly role: Role;
  readonly positionAt: (index: number) => Position;
}

/** Turns a claim into a test of its metric, if it makes sense for this metric in this place. */
export function resolveClaim(claimed: Claimed, notes: Notes): Test | undefined {
  const claim = claimed.claim.value;
  if (claim.kind === 'significant' || claim.kind === 'no-significant') {
    return resolveSignificance(claimed, notes);
  }
  if (claim.kind === 'limit' && !checkLimit(claim, claimed, notes)) return undefined;
  checkDirection(claimed, notes);
  if (claim.kind === 'baseline') return claim;
  const { operator, quantity } = claim;
  return { kind: 'limit', operator, ...quantity.value };
}

/**
 * A criterion asks for no significant harm, a condition names the harm. Both weigh all that was seen in the
 * phase, and both come true at any look without more false alarms for looking often.
 */
function resolveSignificance(claimed: Claimed, notes: Notes): Test | undefined {
  const { claim, name, role, positionAt } = claimed;
  if (claim.value.kind !== 'significant' && claim.value.kind !== 'no-significant') return undefined;
  const { kind, ...asked } = claim.value;
  const place = positionAt(claim.index);
  if (role === 'condition' && kind === 'no-significant') {
    notes.errorAt(
      place,
      'sentence',
      `this rollback condition asks for no significant ${asked.direction}`,
      `a rollback condition says what is harmful: write \`${name}: significant ${asked.direction}\``,
    );
    return undefined;
  }
  if (role === 'criterion' && kind === 'significant') {
    notes.errorAt(
      place,
      'sentence',
      `this criterion asks for a significant ${asked.direction}`,
      `a criterion says what is healthy: write \`${name}: no significant ${asked.direction}\``,
    );
    return undefined;
  }
  checkDirection(claimed, notes);
  return { kind: 'no-significant', ...asked };
}
