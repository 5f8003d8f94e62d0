import { describe, expect, it } from 'vitest';
import { readTasks } from '../../../src/adapters/gates/checklist/tasks.ts';
import { createGateSources } from '../../../src/adapters/gates/sources.ts';
import { writeForTest } from './folder.ts';

function look(text: string) {
  return createGateSources({ environment: {} }).evaluate(
    {
      kind: 'checklist',
      name: 'go',
      timeout: 5_000,
      position: { line: 1, column: 1 },
      place: { kind: 'file', path: writeForTest('RELEASE.md', text) },
      by: [],
    },
    0,
  );
}

it('finds tasks as GitHub lists them', () => {
  const text = `# Go
- [x] docs
  * [X] nested
1. [ ] load test
+ [ ]   spaced
- [] none
- [y] none
-[x] none
- [ ]
\`\`\`\`md
- [ ] code
\`\`\`
- [ ] still code
\`\`\`\`
2) [x] support told
`;
  expect(readTasks(text)).toEqual([
    { text: 'docs', isDone: true },
    { text: 'nested', isDone: true },
    { text: 'load test', isDone: false },
    { text: 'spaced', isDone: false },
    { text: 'support told', isDone: true },
  ]);
});

describe('a checklist', () => {
  it.each([
    ['open', '- [x] a\n- [X] b\n', /all 2 ticked/],
    ['shut', '- [x] a\n- [ ] b\r\n- [ ] c\r\n', /2 of 3 not ticked: b, c/],
    ['broken', 'nothing to do', /holds no task/],
  ])('is %s', async (outcome, text, found) => {
    expect(await look(text)).toMatchObject({ outcome, found: expect.stringMatching(found) });
  });
});
