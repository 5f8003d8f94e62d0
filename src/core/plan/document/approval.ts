import * as z from 'zod';

import { choice, integer, line, many, text, yesNo } from './leaf.ts';
import { alternatives, optional } from './mapping.ts';

const environment = line('the name of a GitHub environment', 255);

const WANTED =
  'the name of a GitHub environment, `{ environment: … }`, or `{ by: comment }` or `{ by: review }`';

/** Who must approve: an environment's reviewers by its name alone, or people by what they write. */
export const approval = z.union(
  [
    environment,
    alternatives(WANTED, [['environment'], ['by']], {
      environment: optional(environment, 'The GitHub environment whose reviewers must approve.'),
      by: optional(
        choice(['comment', 'review']),
        'How people approve: by the command `/rollout approve`, or by an approving review of the pull request that is released.',
      ),
      from: optional(
        many(
          text('a login such as `ada`, or a team such as `acme/release`', 200),
          'people and teams, such as `[ada, acme/release]`',
        ),
        'With `by`: who may approve, besides having write access. Whoever has that, if left out.',
      ),
      count: optional(
        integer(1, 'how many people it takes, such as `2`'),
        'With `by`: how many different people it takes.',
        1,
      ),
      'not-author': optional(
        yesNo(),
        'Whether nobody may approve who started the release, wrote its commit or opened its pull request.',
        false,
      ),
    }),
  ],
  { error: `write ${WANTED}` },
);
