import { connectionKeys } from '../connection.ts';
import { integer, text, url } from '../leaf.ts';
import { mapping, optional } from '../mapping.ts';
import { basics } from './basics.ts';

export const prometheus = mapping(
  "a query and its condition, such as `{ query: …, condition: '< 0.01' }`",
  {
    query: text('a PromQL query').describe('A PromQL query that returns one value or several.'),
    condition: text("a comparison such as `'< 0.01'`", 60).describe(
      "The gate opens when every value satisfies this: `'< 0.01'`, `'== 0'`.",
    ),
    ...connectionKeys,
    ...basics,
  },
);

export const alerts = mapping(
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

export const http = mapping('an address, such as `{ url: $HEALTH_URL }`', {
  ...connectionKeys,
  url: url('an address').describe('What is fetched; may hold `$VAR`.'),
  status: optional(
    integer(100, 'an HTTP status such as `200`'),
    'The status it must answer with; any from 200 to 299 if left out.',
  ),
  contains: optional(
    text('a text', 1_000),
    'A text that must be in the answer, such as `"ready": true`.',
  ),
  ...basics,
});
