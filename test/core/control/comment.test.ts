import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readComment } from '../../../src/core/control/comment.ts';
import type { Wish } from '../../../src/core/control/wish.ts';
import { COMMAND_WORDS } from '../../../src/core/control/words.ts';
import { outsideText, UNSEEN } from '../present/outside-text.ts';

describe('a comment that is a command', () => {
  it.each<[body: string, wish: Wish]>([
    ['/rollout pause', { command: { kind: 'pause' } }],
    ['/rollout resume  ', { command: { kind: 'resume' } }],
    ['\n  \n/rollout abort\n\nbecause of the errors', { command: { kind: 'abort' } }],
    ['/rollout promote\r\n', { command: { kind: 'promote' } }],
    ['/rollout\tpromote-full', { command: { kind: 'promote-full' } }],
    ['/rollout retry production/shop', { command: { kind: 'retry' }, target: 'production/shop' }],
    [
      '/rollout abort "production eu/my shop"',
      { command: { kind: 'abort' }, target: 'production eu/my shop' },
    ],
    [
      '/rollout pause --reason "errors at 3%"',
      { command: { kind: 'pause' }, reason: 'errors at 3%' },
    ],
    [
      '/rollout pause production/shop --reason "it says \\"no\\" \\\\o/"',
      { command: { kind: 'pause' }, target: 'production/shop', reason: 'it says "no" \\o/' },
    ],
    ['/rollout pause --reason="why not"', { command: { kind: 'pause' }, reason: 'why not' }],
    ['/rollout abort —reason “it burns”', { command: { kind: 'abort' }, reason: 'it burns' }],
    [
      '/rollout skip-gate freeze --reason "hotfix"',
      { command: { kind: 'skip-gate', gate: 'freeze' }, reason: 'hotfix' },
    ],
    [
      '/rollout skip-gate "my gate" production/shop --reason "hotfix"',
      {
        command: { kind: 'skip-gate', gate: 'my gate' },
        target: 'production/shop',
        reason: 'hotfix',
      },
    ],
    ['/rollout approve', { command: { kind: 'approve' } }],
    ['/rollout approve 2', { command: { kind: 'approve', phase: '2' } }],
    [
      '/rollout approve production/shop',
      { command: { kind: 'approve' }, target: 'production/shop' },
    ],
    [
      '/rollout approve "Early access" production/shop --version v1.4.2 --reason "as before"',
      {
        command: { kind: 'approve', phase: 'Early access', version: 'v1.4.2' },
        target: 'production/shop',
        reason: 'as before',
      },
    ],
    [
      '/rollout approve --version=v2 2',
      { command: { kind: 'approve', phase: '2', version: 'v2' } },
    ],
    ['/rollout approve —version “v 2”', { command: { kind: 'approve', version: 'v 2' } }],
    [
      '/rollout pause --reason "$(rm -rf /) `id` ${HOME} ::set-output name=x::y"',
      { command: { kind: 'pause' }, reason: '$(rm -rf /) `id` ${HOME} ::set-output name=x::y' },
    ],
    [
      '/rollout pause --reason "one\u2028two\u0000\u202ethree"',
      { command: { kind: 'pause' }, reason: 'one two three' },
    ],
  ])('%j', (body, wish) => {
    expect(readComment(body)).toEqual({ kind: 'wish', wish });
  });

  it('keeps a reason to 500 characters', () => {
    const reading = readComment(`/rollout pause --reason "${'x'.repeat(900)}"`);
    expect(reading.kind === 'wish' && reading.wish.reason).toBe(`${'x'.repeat(499)}…`);
  });
});

describe('a comment that only speaks of commands', () => {
  it.each([
    '',
    'please /rollout abort',
    'Looks good\n/rollout promote',
    '> /rollout abort',
    '>\n> /rollout abort',
    '```\n/rollout abort\n```',
    '~~~\n/rollout abort\n~~~',
    '    /rollout abort',
    '\t/rollout abort',
    ' /rollout abort',
    '`/rollout abort`',
    '<!-- /rollout abort -->',
    '<!--\n/rollout abort\n-->',
    '<details>\n/rollout abort\n</details>',
    '- /rollout abort',
    '# /rollout abort',
    '\u00a0\n/rollout abort',
    '\ufeff/rollout abort',
    '\u200b/rollout abort',
    'quoted:\r/rollout abort',
    '/rollouts are fine',
    '/rollout-abort',
    '/ROLLOUT abort',
    '//rollout abort',
    '[/rollout abort](https://example.test)',
  ])('%j', (body) => {
    expect(readComment(body)).toEqual({ kind: 'talk' });
  });
});

describe('a command that cannot be meant', () => {
  it.each([
    ['/rollout', 'say what to do: pause, resume, abort'],
    ['/rollout puase', 'there is no command "puase": did you mean pause?'],
    ['/rollout ABORT', 'did you mean abort?'],
    ['/rollout rollback', 'there is no command "rollback": pause, resume, abort'],
    ['/rollout constructor', 'there is no command "constructor"'],
    ['/rollout pause shop', '"shop" names no rollout: write environment/name'],
    ['/rollout pause production/shop now', '"now" is too much'],
    ['/rollout pause --force', 'there is no option "--force"'],
    ['/rollout pause -f', 'there is no option "-f"'],
    ['/rollout pause --reason', 'double quotes'],
    ['/rollout pause --reason because', 'double quotes'],
    ["/rollout pause --reason 'because'", 'double quotes'],
    ['/rollout pause --reason "because', 'a quote is not closed at "\\"because"'],
    ['/rollout pause --reason "because" abort', 'nothing may follow the reason'],
    ['/rollout pause --reason "\u200b"', 'the reason is empty'],
    ['/rollout skip-gate', 'say which gate'],
    ['/rollout skip-gate freeze', 'skip-gate wants a reason'],
    ['/rollout pause; abort', 'there is no command "pause;"'],
    ['/rollout pause\u202e', 'there is no command'],
  ])('%j', (body, sentence) => {
    const reading = readComment(body);
    expect(reading.kind).toBe('mistake');
    expect(reading.kind === 'mistake' && reading.sentence).toContain(sentence);
  });
});

describe('whatever is written', () => {
  it('is read without a throw, and what is kept of it is one clean line', () => {
    fc.assert(
      fc.property(outsideText, fc.constantFrom(...COMMAND_WORDS), (text, word) => {
        for (const body of [
          text,
          `/rollout ${text}`,
          `/rollout ${word} x/${text} --reason "${text}"`,
        ]) {
          const reading = readComment(body);
          if (reading.kind === 'mistake') expect(reading.sentence).not.toMatch(UNSEEN);
          if (reading.kind === 'wish') expect(reading.wish.reason ?? '').not.toMatch(UNSEEN);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('never commands behind a first line of prose', () => {
    fc.assert(
      fc.property(outsideText, (text) => {
        fc.pre(!/^[ \t\r\n]*$/.test(text) && !/^[ \t\r\n]*\/rollout/.test(text));
        expect(readComment(`${text}\n/rollout abort`)).toEqual({ kind: 'talk' });
      }),
      { numRuns: 1_000 },
    );
  });
});
