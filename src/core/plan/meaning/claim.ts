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
 * Significance is judged when a phase ends, over all that was seen: it is a criterion. A condition must
 * be able to come true at a single look.
 */
function resolveSignificance(claimed: Claimed, notes: Notes): Test | undefined {
  const { claim, name, role, positionAt } = claimed;
  const place = positionAt(claim.index);
  if (claim.value.kind !== 'significant' && claim.value.kind !== 'no-significant') return undefined;
  const healthy = `no significant ${claim.value.direction}`;
  const harmful = claim.value.direction === 'drop' ? '< baseline * 0.9' : '> baseline * 1.1';
  if (role === 'condition') {
    notes.errorAt(
      place,
      'sentence',
      'significance is asked for in a rollback condition',
      `put \`${name}: ${healthy}\` among the criteria of the phases, or compare here, as in \`${name} ${harmful}\``,
    );
    return undefined;
  }
  if (claim.value.kind === 'significant') {
    notes.errorAt(
      place,
      'sentence',
      `this criterion asks for a significant ${claim.value.direction}`,
      `a criterion says what is healthy: write \`${name}: ${healthy}\``,
    );
    return undefined;
  }
  checkDirection(claimed, notes);
  return claim.value;
}
