import { writeDuration } from '../../quantity/duration.ts';
import type { Duration } from '../../quantity/instant.ts';
import type { Outline } from '../meaning/outline.ts';
import type { ResolvedPhase } from '../meaning/phase.ts';
import type { Notes } from '../notes.ts';
import type { Looks, Metric } from '../plan.ts';
import { quote } from '../wording.ts';

/** A shift of 10% is found in one case of a hundred with 10 points, and in 23 with 50 (measured). */
const ENOUGH_POINTS = 50;
/** With fewer in each arm no difference is ever significant at 98%. */
const LEAST_POINTS = 4;

const MOST_ROUNDS = 12;

/** Kayenta compares series: it needs stable traffic, and a bake long enough for many points. */
export function checkKayenta({ kayenta, phases, metrics }: Outline, notes: Notes): void {
  for (const phase of phases) {
    checkBaseline(phase, notes);
    checkRounds(phase, notes);
    checkPoints(phase, [...metrics.values()], notes);
  }
  if (kayenta === undefined || phases.length === 0) return;
  if (phases.some((phase) => phase.kayenta === kayenta)) return;
  notes.errorAt(
    kayenta.position,
    'never-judged',
    'the judge of the plan judges no phase',
    'it is for phases below 100% without a judge of their own: add one, or remove it',
  );
}

function checkBaseline({ kayenta, weight }: ResolvedPhase, notes: Notes): void {
  if (kayenta === undefined || weight !== 100) return;
  notes.errorAt(
    kayenta.position,
    'baseline-unavailable',
    'a phase of weight 100% is to be judged by `kayenta`',
    'no stable traffic is left to compare with: judge an earlier phase so',
  );
}

/** Each judgement is one more chance of a false alarm, and goes through all points once more. */
function checkRounds({ kayenta, bake, name }: ResolvedPhase, notes: Notes): void {
  const { interval, position } = kayenta ?? {};
  if (interval === undefined || bake === undefined || position === undefined) return;
  if (interval * MOST_ROUNDS >= bake) return;
  notes.errorAt(
    position,
    'wrong-value',
    `${name === undefined ? 'a phase' : quote(name)} would be judged by \`kayenta\` every ${writeDuration(interval)} of ${writeDuration(bake)}`,
    `write an \`interval\` of at least ${writeDuration(Math.ceil(bake / MOST_ROUNDS / 60_000) * 60_000)}: every judgement is one more chance of a false alarm`,
  );
}

/** Told once per phase, for the metric that has the fewest points. */
function checkPoints(
  { kayenta, bake, path, name }: ResolvedPhase,
  metrics: readonly (Metric | undefined)[],
  notes: Notes,
): void {
  if (kayenta === undefined || bake === undefined) return;
  const judged = metrics.filter((metric) =>
    kayenta.metrics.some((one) => one.name === metric?.name && one.settings.muted !== true),
  );
  const poorest = judged
    .flatMap((metric) => metric ?? [])
    .toSorted((a, b) => pointsIn(bake, a.looks) - pointsIn(bake, b.looks))[0];
  if (poorest === undefined) return;
  const points = pointsIn(bake, poorest.looks);
  const place = [...path, 'bake'];
  const found = `${name === undefined ? 'the phase' : quote(name)} bakes ${writeDuration(bake)}, in which ${quote(poorest.name)} has ${points} points`;
  if (points < LEAST_POINTS) {
    const least = writeDuration(timeFor(LEAST_POINTS, poorest.looks));
    const expected = `bake at least ${least}: with fewer than ${LEAST_POINTS} points \`kayenta\` finds nothing`;
    notes.error(place, 'bake-too-short', found, expected);
  } else if (points < ENOUGH_POINTS) {
    const enough = writeDuration(timeFor(ENOUGH_POINTS, poorest.looks));
    const expected = `bake ${enough}, or look more often: \`kayenta\` finds little with fewer than ${ENOUGH_POINTS} points`;
    notes.warn(place, 'too-few-points', found, expected);
  }
}

function pointsIn(bake: Duration, { interval, initialDelay }: Looks): number {
  return Math.max(0, Math.floor((bake - initialDelay) / interval));
}

function timeFor(points: number, { interval, initialDelay }: Looks): Duration {
  return initialDelay + points * interval;
}
