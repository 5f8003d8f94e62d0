import { DEFAULTS } from '../../defaults.ts';
import { integer, line, many, yesNo } from '../leaf.ts';
import { mapping, optional } from '../mapping.ts';
import { basics } from './basics.ts';
import { people } from './people.ts';

export const checks = mapping(
  'the checks that must have passed, such as `{ required: [build, test] }`',
  {
    required: many(line('the name of a check', 255), 'checks, such as `[build, test]`').describe(
      'Names of check runs or commit statuses that must have succeeded on the released commit.',
    ),
    ...basics,
  },
);

export const issues = mapping(
  'the label of blocking issues, such as `{ label: release-blocker }`',
  {
    label: line('a label').describe('No open issue may bear this label.'),
    ...basics,
  },
);

export const reviews = mapping('the approvals it takes, such as `{ count: 2 }`', {
  count: optional(
    integer(1, 'how many people must have approved, such as `2`'),
    'How many different people must have approved the pull request that is released.',
    DEFAULTS.reviewCount,
  ),
  from: optional(
    people,
    'Of whom they must be, besides having write access. Whoever has that, if left out.',
  ),
  'accept-older': optional(
    yesNo(),
    'Whether an approval counts that was given before the last commit.',
    false,
  ),
  ...basics,
});
