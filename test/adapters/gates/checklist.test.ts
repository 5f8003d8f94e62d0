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
  expect(readTasks(text)).toEqual({
    outcome: 'read',
    tasks: [
      { text: 'docs', isDone: true },
      { text: 'nested', isDone: true },
      { text: 'load test', isDone: false },
      { text: 'spaced', isDone: false },
      { text: 'support told', isDone: true },
    ],
  });
});

/** Texts of tasks; what is not ticked in brackets. */
function tasksOf(...lines: readonly string[]) {
  const reading = readTasks(lines.join('\n'));
  if (reading.outcome === 'unreadable') return reading.detail;
  return reading.tasks.map(({ text, isDone }) => (isDone ? text : `[${text}]`));
}

describe('a task counts', () => {
  it.each([
    ['in a quotation', ['> - [ ] legal', '> - [x] docs'], ['[legal]', 'docs']],
    ['in an alert', ['> [!NOTE]', '> - [ ] legal'], ['[legal]']],
    ['in a footnote', ['Done.[^1]', '', '[^1]: Left:', '', '    - [ ] legal'], ['[legal]']],
    ['in a list in a quotation in a list', ['1. all', '   > * [ ] legal'], ['[legal]']],
    ['behind code in a line', ['```npm test``` must be green', '- [ ] legal'], ['[legal]']],
    ['behind a fence that its item ends', ['- [x] a', '  ```', '  b', '- [ ] c'], ['a', '[c]']],
    ['behind a fence that its quotation ends', ['> ```', '- [ ] legal'], ['[legal]']],
    ['right behind a paragraph', ['To do:', '- [ ] legal'], ['[legal]']],
    ['above and below another', ['- [x] a', '  - [ ] b', '- [x] c'], ['a', '[b]', 'c']],
    ['over two lines', ['- [ ] sign', 'off'], ['[sign off]']],
    ['with what is set off in it', ['- [ ] **legal** has `signed`'], ['[**legal** has `signed`]']],
    ['in a quotation, over two lines', ['> - [ ] sign', '>   off'], ['[sign off]']],
    ['with a tab', ['-\t[ ]\tlegal'], ['[legal]']],
  ])('%s', (_, lines, tasks) => {
    expect(tasksOf(...lines)).toEqual(tasks);
  });
});

describe('no task is', () => {
  it.each([
    ['fenced', ['~~~', '- [ ] legal', '~~~']],
    ['fenced to the end', ['```', '- [ ] legal']],
    ['indented code', ['Write:', '', '    - [ ] legal']],
    ['in a comment', ['<!--', '- [ ] legal', '-->']],
    ['escaped', ['- \\[ ] legal']],
    ['in the middle of an item', ['- legal [ ] signed']],
    ['a number too high to begin a list in a paragraph', ['To do', '2. [ ] legal']],
  ])('%s', (_, lines) => {
    expect(tasksOf(...lines)).toEqual([]);
  });
});

describe('a text that is not read to its end', () => {
  it.each([
    ['lists nested without end', `${'- '.repeat(10_000)}[ ] a`, /five seconds/],
    ['a megabyte', '- [x] a\n'.repeat(131_072), /longer than 100,000 characters/],
  ])('keeps the gate shut: %s', { timeout: 60_000 }, async (_, text, found) => {
    expect(await look(text)).toMatchObject({
      outcome: 'broken',
      found: expect.stringMatching(found),
    });
  });

  it('is none that is merely deep', () => {
    expect(tasksOf(`${'>'.repeat(1_000)} - [ ] legal`)).toEqual(['[legal]']);
  });
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
