import type { Sentence } from '../plan/plan.ts';
import { formatCount } from '../quantity/count.ts';
import { formatDuration } from '../quantity/duration.ts';
import { formatRatio } from '../quantity/ratio.ts';
import { directionOf } from './inquiry.ts';
import type { CriterionReport, Weighed } from './report.ts';
import type { Direction } from './statistics/evidence.ts';

type Judged = Pick<CriterionReport, 'verdict' | 'role' | 'ratioRange'>;

/**
 * What the weighed evidence says, and what it could have seen.
 *
 * @example 'a rise beyond 1.2x is shown after 9m and 41 failures'
 * @example 'no drop below 0.8x is shown; this phase can show one to 0.71x'
 */
export function describeWeighed(
  { verdict, role, ratioRange }: Judged,
  weighed: Weighed,
  { test, for: required }: Sentence,
): string {
  const direction = test.kind === 'limit' ? 'change' : directionOf(test, role);
  const harm = nameHarm(direction, weighed.allowed);
  switch (weighed.finding) {
    case 'harm-shown': {
      const isOver = verdict === 'fail' || required === undefined;
      const lasting = isOver ? '' : `, but not for ${formatDuration(required)} on end`;
      return `a ${harm} is shown ${describeSeen(weighed)}${lasting}`;
    }
    case 'harmless-shown':
      return `a ${nameExcluded(direction, weighed.accepted)} is excluded ${describeSeen(weighed)}`;
    case 'undecided':
      return isLikely(weighed, ratioRange)
        ? `a ${harm} is likely, and shown after four looks at the earliest`
        : `no ${harm} is shown; ${describeSight(weighed)}`;
  }
}

/** Whether the whole interval lies beyond what is allowed, although evidence has not come together yet. */
function isLikely({ allowed }: Weighed, range: CriterionReport['ratioRange']): boolean {
  if (allowed === undefined || range === undefined) return false;
  return allowed < 1 ? range.high < allowed : range.low > allowed;
}

const HARMS: Readonly<Record<Direction, readonly [name: string, bound: string]>> = {
  increase: ['rise', 'beyond'],
  drop: ['drop', 'below'],
  change: ['change', 'beyond'],
};

function nameHarm(direction: Direction, allowed: number | undefined): string {
  const [name, bound] = HARMS[direction];
  return allowed === undefined ? `significant ${name}` : `${name} ${bound} ${formatRatio(allowed)}`;
}

function nameExcluded(direction: Direction, accepted: number | undefined): string {
  const [name, bound] = HARMS[direction];
  return accepted === undefined
    ? `${name} that doubles the odds`
    : `${name} ${bound} ${formatRatio(accepted)}`;
}

/** `after 9m and 41 failures` */
export function describeSeen({ after, seen: { count, noun } }: Weighed): string {
  return `after ${formatDuration(after)} and ${formatCount(count)} ${noun}`;
}

/** `this phase can show one to 1.9x` */
function describeSight({ detectable }: Weighed): string {
  if (detectable === undefined) return 'too little is known to say what this phase can show';
  return Number.isFinite(detectable)
    ? `this phase can show one to ${formatRatio(detectable)}`
    : 'at this traffic this phase can show none, however large';
}
