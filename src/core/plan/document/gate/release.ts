import * as z from 'zod';

import { connectionKeys } from '../connection.ts';
import { duration, integer, line, pattern, text, url } from '../leaf.ts';
import { alternatives, mapping, optional } from '../mapping.ts';
import { basics } from './basics.ts';
import { people } from './people.ts';

const CHECKLIST =
  'where the task list is, such as `{ file: RELEASE.md }`, `{ issue: 42 }`, `{ label: release-checklist }` or `{ pull-request: true }`';

const ISSUE = 'the number of an issue, such as `42`, or a variable such as `$CHECKLIST`';

const issue = z.union(
  [
    integer(1, ISSUE).transform(String),
    pattern(/^\$(?:[A-Z_][A-Z0-9_]*|\{[A-Z_][A-Z0-9_]*\})$/, ISSUE),
  ],
  { error: `write ${ISSUE}` },
);

export const checklist = alternatives(
  CHECKLIST,
  [['file'], ['issue'], ['label'], ['pull-request']],
  {
    file: optional(
      text('the path of a file', 1_000),
      'Path of a Markdown file whose task list must be all ticked; may hold `$VAR`.',
    ),
    issue: optional(
      issue,
      'Number of an issue whose description holds the task list; may be a `$VAR`.',
    ),
    label: optional(
      line('a label'),
      'Label of the open issues whose descriptions hold the task lists.',
    ),
    'pull-request': optional(
      z.literal(true, { error: 'write `true`' }),
      'With `true`: the task list in the description of the pull request that is released.',
    ),
    by: optional(
      people,
      'Of whom must be who edited the list last. Not known of a file. Anybody, if left out.',
    ),
    ...basics,
  },
);

export const baked = mapping('where and how long, such as `{ environment: staging, for: 24h }`', {
  environment: line('the name of the earlier environment', 255).describe(
    'The environment that must have carried this version before.',
  ),
  rollout: optional(
    line('the name of a rollout', 63),
    'The name of the rollout there, if it is not that of this plan.',
  ),
  for: duration(1).describe('How long it must have been promoted there, such as `24h`.'),
  ...basics,
});

export const stable = mapping('`{}`, or an address of the stable version', {
  ...connectionKeys,
  url: optional(
    url('an address of the stable version'),
    'What else must answer besides what the target says; may hold `$VAR`.',
  ),
  status: optional(
    integer(100, 'an HTTP status such as `200`'),
    'The status it must answer with; any from 200 to 299 if left out.',
  ),
  ...basics,
});
