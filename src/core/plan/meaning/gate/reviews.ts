import { DEFAULTS } from '../../defaults.ts';
import type { ReviewsGate } from '../../plan.ts';
import { quote } from '../../wording.ts';
import type { GateAround, GateDraft } from './draft.ts';
import { resolvePeople } from './people.ts';

export function resolveReviews(
  draft: NonNullable<GateDraft['reviews']>,
  { basics, path, notes }: GateAround,
): ReviewsGate {
  const { count = DEFAULTS.reviewCount } = draft;
  const from = resolvePeople(draft.from);
  const isHopeless = from.length > 0 && from.length < count && from.every(isPerson);
  if (isHopeless) {
    notes.error(
      [...path, 'count'],
      'approval',
      `it takes ${count} people, and ${quote('from')} names ${from.length}`,
      'name more people or a team, or take fewer',
    );
  }
  const acceptOlder = draft['accept-older'] ?? false;
  return {
    kind: 'reviews',
    ...basics,
    count,
    from,
    acceptOlder,
  };
}

function isPerson({ kind }: ReviewsGate['from'][number]): boolean {
  return kind === 'person';
}
