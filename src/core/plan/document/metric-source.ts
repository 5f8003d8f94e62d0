import { writeDuration } from '../../quantity/duration.ts';
import { DEFAULTS } from '../defaults.ts';
import { connectionKeys } from './connection.ts';
import { choice, duration, oneOrMany, pattern, quantile, text, url } from './leaf.ts';
import { alternatives, mapping, optional } from './mapping.ts';

const query = (what: string, description: string) =>
  optional(text(`${what} as a PromQL query`), description);

export const prometheus = alternatives(
  '`failures` and `total`, `successes` and `total`, `histogram` and `quantile`, `query`, or `count`',
  [['failures', 'total'], ['successes', 'total'], ['histogram', 'quantile'], ['query'], ['count']],
  {
    failures: query(
      'the failed requests',
      'How many requests failed in the window, e.g. `sum(increase(http_requests_total{version="$version",code=~"5.."}[$window]))`.',
    ),
    successes: query(
      'the successes',
      'How many succeeded (or converted) in the window; fewer is worse.',
    ),
    total: query('all requests', 'How many there were in the window.'),
    histogram: query(
      'the buckets',
      'Buckets of a classic histogram in seconds by `le`, e.g. `sum by (le) (increase(http_request_duration_seconds_bucket{version="$version"}[$window]))`.',
    ),
    quantile: optional(quantile(), 'Which quantile of the histogram to judge, between 0 and 1.'),
    query: query(
      'the value',
      'One value read off as it is, in the base unit of the metric: a share from 0 to 1, seconds, bytes.',
    ),
    count: query(
      'the number of events',
      'How many events there were in the window; judged per second.',
    ),
    'pod-label': optional(
      pattern(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'the name of a label, such as `pod`'),
      'The label that tells the pods of a version apart. `pod`, `instance` or `host` if left out, where a query keeps one.',
    ),
    ...connectionKeys,
  },
);

const selector = (what: string, description: string) =>
  optional(
    pattern(
      /^[a-zA-Z_:][a-zA-Z0-9_:]*(?:\{.*\})?$/,
      `${what} as the name of a metric with labels, such as \`http_requests_total{code=~"5.."}\` (a page of metrics knows no functions)`,
      2_000,
    ),
    description,
  );

const pages = (arm: string) =>
  oneOrMany(
    url(`the address of the metrics page of ${arm}`),
    `the address of a metrics page of ${arm}`,
  );

export const openmetrics = alternatives(
  '`failures` and `total`, `successes` and `total`, `histogram` and `quantile`, `gauge`, or `count`',
  [['failures', 'total'], ['successes', 'total'], ['histogram', 'quantile'], ['gauge'], ['count']],
  {
    canary: pages('the canary').describe(
      "Addresses of the canary's `/metrics` pages, one per instance; may hold `$VAR`.",
    ),
    stable: pages('the stable version').describe(
      "Addresses of the stable version's `/metrics` pages, one per instance; may hold `$VAR`.",
    ),
    failures: selector(
      'the counter of failed requests',
      'Counter of failed requests, e.g. `http_requests_total{code=~"5.."}`.',
    ),
    successes: selector(
      'the counter of successes',
      'Counter of successes (or conversions); fewer is worse.',
    ),
    total: selector('the counter of all requests', 'Counter of all requests.'),
    histogram: selector(
      'the histogram',
      'Name of a classic histogram in seconds, without `_bucket`.',
    ),
    quantile: optional(quantile(), 'Which quantile of the histogram to judge, between 0 and 1.'),
    gauge: selector(
      'the gauge',
      'A gauge, in the base unit of the metric: a share from 0 to 1, seconds, bytes.',
    ),
    count: selector('the counter', 'A counter of events; judged per second.'),
    timeout: optional(
      duration(1),
      'How long reading one page may take.',
      writeDuration(DEFAULTS.pageTimeout),
    ),
  },
);

export const command = mapping(
  'the command and what it measures, such as `{ run: ./measure.sh, kind: gauge }`',
  {
    run: text('the command that prints the measurement as JSON').describe(
      'Run in a shell once per arm with SLUICE_ARM, SLUICE_VERSION, SLUICE_WINDOW_SECONDS, SLUICE_FROM and SLUICE_TO; prints JSON.',
    ),
    kind: choice(['proportion', 'latency', 'gauge', 'count']).describe('What it measures.'),
    counts: optional(
      choice(['failures', 'successes']),
      'For a proportion: whether its events are failures (more is worse) or successes (fewer is worse).',
    ),
    quantile: optional(quantile(), 'For a latency: which quantile to judge.'),
    timeout: optional(
      duration(1),
      'How long one run may take.',
      writeDuration(DEFAULTS.metricCommandTimeout),
    ),
  },
);
