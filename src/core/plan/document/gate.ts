import * as z from 'zod';

import { writeDuration } from '../../quantity/duration.ts';
import { DEFAULTS } from '../defaults.ts';
import { connectionKeys } from './connection.ts';
import { duration, line, many, oneOrMany, text, url } from './leaf.ts';
import { alternatives, mapping, optional } from './mapping.ts';

const basics = {
  name: optional(line('a name for the gate'), 'What the gate is called; its kind if left out.'),
  timeout: optional(
    duration(1),
    'How long looking at the gate may take.',
    writeDuration(DEFAULTS.gateTimeout),
  ),
};

const once = mapping('`{ from: 2026-12-24T00:00, to: 2026-12-27T00:00 }`', {
  from: text('a local date and time, such as `2026-12-24T00:00`', 40).describe(
    'When it begins: local date and time, or a date.',
  ),
  to: text('a local date and time, such as `2026-12-27T00:00`', 40).describe(
    'When it ends: local date and time, or a date.',
  ),
});

const freeze = mapping(
  "a freeze, such as `{ timezone: Europe/Berlin, weekly: 'Fri 16:00 - Mon 08:00' }`",
  {
    timezone: text('a time zone such as `Europe/Berlin` or `UTC`', 100).describe(
      'IANA time zone in which the windows are written.',
    ),
    weekly: optional(
      oneOrMany(
        text('a window such as `Fri 16:00 - Mon 08:00`', 60),
        'a window such as `Fri 16:00 - Mon 08:00`',
      ),
      'Windows of every week in which nothing goes out, such as `Fri 16:00 - Mon 08:00`.',
    ),
    once: optional(
      z
        .array(once, {
          error:
            'write a list of windows, such as `- { from: 2026-12-24T00:00, to: 2026-12-27T00:00 }`',
        })
        .min(1, { error: 'write at least one window, or leave `once` out' }),
      'Windows that come once.',
    ),
    'except-label': optional(line('a label'), 'A label on the pull request that lifts the freeze.'),
    ...basics,
  },
);

const checks = mapping('the checks that must have passed, such as `{ required: [build, test] }`', {
  required: many(line('the name of a check', 255), 'checks, such as `[build, test]`').describe(
    'Names of check runs or commit statuses that must have succeeded on the released commit.',
  ),
  ...basics,
});

const issues = mapping('the label of blocking issues, such as `{ label: release-blocker }`', {
  label: line('a label').describe('No open issue may bear this label.'),
  ...basics,
});

const prometheus = mapping(
  "a query and its condition, such as `{ query: …, condition: '< 0.01' }`",
  {
    query: text('a PromQL query').describe('A PromQL query that returns one value or several.'),
    condition: text("a comparison such as `'< 0.01'`", 60).describe(
      "The gate opens when every value satisfies this: `'< 0.01'`, `'== 0'`.",
    ),
    ...connectionKeys,
    ...basics,
    timeout: basics.timeout,
  },
);

const alerts = mapping(
  'the alerts that may not fire, such as `{ none-firing: \'severity="page"\' }`',
  {
    url: optional(
      url('the address of the Alertmanager'),
      'The Alertmanager to ask, if it is not that of `connections`; may hold `$VAR`.',
    ),
    'none-firing': text('matchers such as `severity="page"`', 1_000).describe(
      'Alertmanager matchers such as `severity="page"`; the gate is shut while an alert like that fires.',
    ),
    ...basics,
  },
);

const command = mapping('the command, such as `{ run: ./is-it-safe.sh }`', {
  run: text('a command').describe(
    'Opens the gate when it exits with 0; its last line says what it found.',
  ),
  ...basics,
});

const gate = alternatives(
  'one kind of gate: `freeze`, `checks`, `issues`, `prometheus`, `alerts` or `command`',
  [['freeze'], ['checks'], ['issues'], ['prometheus'], ['alerts'], ['command']],
  {
    freeze: optional(freeze, 'Shut during windows of time.'),
    checks: optional(checks, 'Shut until checks have succeeded on the released commit.'),
    issues: optional(issues, 'Shut while an open issue bears a label.'),
    prometheus: optional(prometheus, 'Shut unless a query says otherwise.'),
    alerts: optional(alerts, 'Shut while alerts fire.'),
    command: optional(command, 'Shut unless a program exits with 0.'),
  },
);

export const gates = z.array(gate, {
  error: 'write a list of gates, such as `- checks: { required: [build] }`',
});
