import * as z from 'zod';

import { line, oneOrMany, text } from '../leaf.ts';
import { mapping, optional } from '../mapping.ts';
import { basics } from './basics.ts';

const once = mapping('`{ from: 2026-12-24T00:00, to: 2026-12-27T00:00 }`', {
  from: text('a local date and time, such as `2026-12-24T00:00`', 40).describe(
    'When it begins: local date and time, or a date.',
  ),
  to: text('a local date and time, such as `2026-12-27T00:00`', 40).describe(
    'When it ends: local date and time, or a date.',
  ),
});

export const freeze = mapping(
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
    calendar: optional(
      text('the path or the address of an iCalendar file, such as `ops/freeze.ics`', 2_000),
      'An iCalendar file in whose events nothing goes out: a path from the workspace, or an address; may hold `$VAR`.',
    ),
    'except-label': optional(line('a label'), 'A label on the pull request that lifts the freeze.'),
    ...basics,
  },
);
