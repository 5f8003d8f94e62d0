import type { Instant } from '../quantity/instant.ts';
import type { State } from '../rollout/state.ts';
import { drawXyChart } from './xy-chart.ts';

/** Points along the time axis: enough for steps to look like steps. */
const POINTS = 60;

const HEIGHT = 230;

/** The canary's weight over time as a Mermaid chart; undefined before traffic has moved. */
export function chartWeights(state: State, now: Instant): string | undefined {
  const from = state.started.at;
  if (state.weights.length < 2 || now <= from) return undefined;
  const values = Array.from({ length: POINTS }, (_, point) =>
    weightAt(state, from + ((now - from) * point) / (POINTS - 1)),
  );
  return drawXyChart({
    title: 'Weight of the canary',
    span: now - from,
    unit: '%',
    most: 100,
    height: HEIGHT,
    series: [{ label: 'weight', color: 'blue', values }],
  });
}

function weightAt(state: State, instant: Instant): number {
  return state.weights.findLast(({ at }) => at <= instant)?.weight ?? 0;
}
