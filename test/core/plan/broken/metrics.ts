import { planWith } from '../sample.ts';
import type { Mistake } from './mistake.ts';

/** Plans that use nothing but one metric, a share. */
function planWithMetric(source: string): string {
  return planWith({
    metrics: `metrics:\n  errors: ${source}`,
    phases: 'phases: [{ name: All, weight: 100%, bake: 1h, criteria: [errors < 1%] }]',
    rollback: '',
  });
}

const TOTAL = `total: 'sum(increase(all{v="$version"}[$window]))'`;

export const METRIC_MISTAKES: readonly Mistake[] = [
  {
    mistake: 'a metric of no source',
    plan: planWithMetric('▶{ interval: 1m }'),
    code: 'one-of',
    found: '`errors` does not say which kind it is',
    expected: '`prometheus: { … }`, `openmetrics: { … }` or `command: { … }`',
  },
  {
    mistake: 'failures without a total',
    plan: planWithMetric(`{ prometheus: ▶{ failures: 'increase(bad{v="$version"}[$window])' } }`),
    code: 'missing-key',
    found: '`prometheus` holds `failures`',
    expected: 'add `total`',
  },
  {
    mistake: 'failures and successes',
    plan: planWithMetric(
      `{ openmetrics: ▶{ canary: http://c, stable: http://s, failures: bad, successes: good, total: all } }`,
    ),
    code: 'one-of',
    found: '`openmetrics` holds `failures`, `total` and `successes`',
    expected: 'and only that',
  },
  {
    mistake: 'a query that asks for both versions at once',
    plan: planWithMetric(`{ prometheus: { failures: ▶'increase(bad[$window])', ${TOTAL} } }`),
    code: 'query-without-version',
    found: '`failures` asks for both versions at once',
    expected: '{version="$version"}',
  },
  {
    mistake: 'a version outside quotes',
    plan: planWithMetric(
      `{ prometheus: { failures: 'increase(bad{v=▶$version}[$window])', ${TOTAL} } }`,
    ),
    code: 'misplaced-variable',
    found: '`failures` cannot be asked: `$version` stands outside a label matcher',
    expected: '{version="$version"}',
  },
  {
    mistake: 'a fixed range',
    plan: planWithMetric(
      `{ prometheus: { failures: 'increase(bad{v="$version"}▶[5m])', ${TOTAL} } }`,
    ),
    code: 'query-without-window',
    found: 'the fixed range `[5m]`',
    expected: '`[$window]`',
  },
  {
    mistake: 'a rate where events are counted',
    plan: planWithMetric(
      `{ prometheus: { failures: 'sum(▶rate(bad{v="$version"}[$window]))', ${TOTAL} } }`,
    ),
    code: 'rate-for-increase',
    found: '`failures` counts per second with `rate()`',
    expected: 'increase(…[$window])',
  },
  {
    mistake: 'a counter over no window at all',
    plan: planWithMetric(`{ prometheus: { failures: ▶'bad{v="$version"}', ${TOTAL} } }`),
    severity: 'warning',
    code: 'query-without-window',
    found: '`failures` does not hold `$window`',
    expected: 'recording rule',
  },
  {
    mistake: 'an unknown variable in a query',
    plan: planWithMetric(
      `{ prometheus: { failures: 'increase(bad{v="$version"}[▶$windw])', ${TOTAL} } }`,
    ),
    code: 'unknown-variable',
    found: '`failures` cannot be asked: unknown variable `$windw`',
    expected: 'did you mean `$window`?',
  },
  {
    mistake: 'an unknown variable in quotes',
    plan: planWithMetric(
      `{ prometheus: { failures: 'increase(bad{v="▶$verison"}[$window])', ${TOTAL} } }`,
    ),
    code: 'unknown-variable',
    found: 'unknown variable `$verison`',
    expected: 'did you mean `$version`?',
  },
  {
    mistake: 'a version where a text is no matcher',
    plan: planWithMetric(
      `{ prometheus: { failures: 'increase(bad{v="$version"}[$window]) == "▶$arm"', ${TOTAL} } }`,
    ),
    code: 'misplaced-variable',
    found: '`$arm` stands outside a label matcher',
    expected: 'only inside quotes, as in `{version="$arm"}`',
  },
  {
    mistake: 'a window in quotes',
    plan: planWithMetric(
      `{ prometheus: { failures: 'increase(bad{v="$version",w="▶$window"}[1m])', ${TOTAL} } }`,
    ),
    code: 'misplaced-variable',
    found: '`$window` stands inside quotes',
    expected: '`[$window]`',
  },
  {
    mistake: 'a window on a page of metrics',
    plan: planWithMetric(
      `{ openmetrics: { canary: http://c, stable: http://s, failures: 'bad{w=▶$window}', total: all } }`,
    ),
    code: 'misplaced-variable',
    found: '`$window` has no meaning here',
    expected: 'leave it out',
  },
  {
    mistake: 'a pod label that is a matcher',
    plan: planWithMetric(
      `{ prometheus: { failures: 'increase(bad{v="$version"}[$window])', ${TOTAL}, pod-label: ▶'pod="a"' } }`,
    ),
    code: 'wrong-value',
    found: '`pod-label` is the text',
    expected: 'the name of a label',
  },
  {
    mistake: 'PromQL for a page of metrics',
    plan: planWithMetric(
      '{ openmetrics: { canary: http://c, stable: http://s, failures: ▶sum(bad), total: all } }',
    ),
    code: 'wrong-value',
    found: '`failures` is the text `sum(bad)`',
    expected: 'knows no functions',
  },
  {
    mistake: 'a page without its scheme',
    plan: planWithMetric(
      '{ openmetrics: { canary: [http://c, ▶c2/metrics], stable: http://s, failures: bad, total: all } }',
    ),
    code: 'wrong-value',
    found: 'item 2 of `canary` is the text `c2/metrics`',
    expected: '`http://`',
  },
  {
    mistake: 'a percentile for a quantile',
    plan: planWith({
      metrics: `metrics:\n  latency: { command: { run: ./m, kind: latency, quantile: ▶95 } }`,
      phases: 'phases: [{ name: All, weight: 100%, bake: 1h, criteria: [latency < 1s] }]',
      rollback: '',
    }),
    code: 'wrong-value',
    found: '`quantile` is the number 95',
    expected: '`0.95`',
  },
  {
    mistake: 'a proportion that does not say of what',
    plan: planWithMetric('{ command: ▶{ run: ./m, kind: proportion } }'),
    code: 'missing-key',
    found: '`command` of kind `proportion` has no `counts`',
    expected: '`counts: failures` or `counts: successes`',
  },
  {
    mistake: 'a quantile of a share',
    plan: planWithMetric(
      '{ command: { run: ./m, kind: proportion, counts: failures, quantile: ▶0.9 } }',
    ),
    code: 'wrong-shape',
    found: '`quantile` does not go with `kind: proportion`',
    expected: '`kind: latency`',
  },
  {
    mistake: 'an unknown unit',
    plan: planWith({
      metrics: 'metrics:\n  load: { command: { run: ./m, kind: gauge }, unit: ▶percent }',
      phases: 'phases: [{ name: All, weight: 100%, bake: 1h }]',
    }),
    code: 'wrong-value',
    found: '`unit` is the text `percent`',
    expected: '`ratio` (or `%`)',
  },
  {
    mistake: 'a unit that is not that of the shape',
    plan: planWithMetric(
      '{ command: { run: ./m, kind: proportion, counts: failures }, unit: ▶seconds }',
    ),
    code: 'wrong-unit',
    found: '`unit` is `seconds` for a proportion',
    expected: 'measured in `ratio`',
  },
  {
    mistake: 'a window that is no multiple of the interval',
    plan: planWithMetric(
      '{ command: { run: ./m, kind: proportion, counts: failures }, interval: 2m, window: ▶5m }',
    ),
    code: 'window-interval',
    found: 'the window of `errors` is 5m, its interval 2m',
    expected: 'a multiple of the interval, such as `6m`',
  },
  {
    mistake: 'a window shorter than the interval of the plan',
    plan: `${planWithMetric('{ command: { run: ./m, kind: proportion, counts: failures }, window: ▶30s }')}\nanalysis: { interval: 1m }`,
    code: 'window-interval',
    found: 'the window of `errors` is 30s, its interval 1m',
    expected: 'such as `1m`',
  },
  {
    mistake: 'a metric that would be mistaken for the stable version',
    plan: planWith({
      metrics: 'metrics:\n  ▶baseline: { command: { run: ./m, kind: gauge } }',
      phases: 'phases: [{ name: All, weight: 100%, bake: 1h }]',
      rollback: 'rollback: [baseline > 1]',
    }),
    code: 'reserved-name',
    found: 'a metric is named `baseline`',
    expected: 'choose another name',
  },
  {
    mistake: 'a metric with a name no sentence can hold',
    plan: planWith({
      metrics:
        'metrics:\n  ▶error rate: { command: { run: ./m, kind: gauge } }\n  load: { command: { run: ./m, kind: gauge } }',
      phases: 'phases: [{ name: All, weight: 100%, bake: 1h }]',
    }),
    code: 'wrong-value',
    found: '`error rate` is used as a name',
    expected: 'letters, digits',
  },
  {
    mistake: 'a metric nobody asks for',
    plan: planWith({
      metrics: `metrics:
  load: { command: { run: ./m, kind: gauge } }
  ▶memory: { command: { run: ./m, kind: gauge } }`,
      phases: 'phases: [{ name: All, weight: 100%, bake: 1h }]',
    }),
    severity: 'warning',
    code: 'unused-metric',
    found: 'uses `memory`',
    expected: 'remove it',
  },
];
