import * as z from 'zod';

import { looksKeys } from './analysis.ts';
import { pattern } from './leaf.ts';
import { alternatives, optional } from './mapping.ts';
import { command, openmetrics, prometheus } from './metric-source.ts';

const unit = optional(
  z.enum(['ratio', '%', 'seconds', 's', 'bytes', 'B', 'per-second', '/s', 'number'], {
    error:
      'write `ratio` (or `%`), `seconds` (`s`), `bytes` (`B`), `per-second` (`/s`) or `number`',
  }),
  'What a gauge is measured in. Shares are ratios, latencies are seconds and counts are per second without saying so.',
  'number',
);

export const metric = alternatives(
  'one source: `prometheus: { … }`, `openmetrics: { … }` or `command: { … }`',
  [['prometheus'], ['openmetrics'], ['command']],
  {
    prometheus: optional(
      prometheus,
      'Asked of Prometheus. `$version`, `$arm` and `$window` are bound in every query.',
    ),
    openmetrics: optional(
      openmetrics,
      'Read from the `/metrics` pages of both versions themselves.',
    ),
    command: optional(command, 'Printed by a program.'),
    unit,
    ...looksKeys,
  },
);

export const metrics = z.record(
  pattern(
    /^[A-Za-z][A-Za-z0-9_.-]*$/,
    'the name of a metric as letters, digits, `-`, `_` and `.`, beginning with a letter',
    63,
  ),
  metric,
  { error: 'write metrics by name, such as `error-rate: { prometheus: { … } }`' },
);
