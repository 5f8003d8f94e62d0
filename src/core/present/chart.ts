import type { Instant } from '../quantity/instant.ts';
import type { State } from '../rollout/state.ts';

/** Points along the time axis: enough for steps to look like steps. */
const POINTS = 24;

/** The canary's weight over time as a Mermaid chart; undefined before traffic has moved. */
export function chartWeights(state: State, now: Instant): string | undefined {
  const from = state.started.at;
  const minutes = (now - from) / 60_000;
  if (state.weights.length < 2 || minutes <= 0) return undefined;
  const weights = Array.from({ length: POINTS }, (_, point) =>
    weightAt(state, from + ((now - from) * point) / (POINTS - 1)),
  );
  return [
    '```mermaid',
    'xychart-beta',
    '  title "Canary weight (%)"',
    `  x-axis "minutes" 0 --> ${Number(minutes.toFixed(1))}`,
    '  y-axis "%" 0 --> 100',
    `  line [${weights.join(', ')}]`,
    '```',
  ].join('\n');
}

function weightAt(state: State, instant: Instant): number {
  return state.weights.findLast(({ at }) => at <= instant)?.weight ?? 0;
}
