import { line, many } from '../leaf.ts';
import { mapping } from '../mapping.ts';
import { basics } from './basics.ts';

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
