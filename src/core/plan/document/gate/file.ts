import { choice, many, text } from '../leaf.ts';
import { mapping, optional } from '../mapping.ts';
import { basics } from './basics.ts';

const file = text('the path of a file', 1_000);

export const quality = mapping(
  'a report and what it must say, such as `{ file: lcov.info, require: [lines >= 80%] }`',
  {
    file: file.describe('Path of the report, from the workspace; may hold `$VAR`.'),
    format: optional(
      choice(['json', 'lcov', 'cobertura', 'junit', 'sarif']),
      'What the file is; told from its name and content if left out.',
    ),
    require: many(
      text('a requirement such as `lines >= 80%`', 200),
      'requirements, such as `[lines >= 80%]`',
    ).describe(
      'What the numbers in it must satisfy: `lines >= 80%`, `failures == 0`, `total.lines.pct >= 80`.',
    ),
    ...basics,
  },
);
