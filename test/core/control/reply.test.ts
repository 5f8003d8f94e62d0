import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  printRuling,
  replyMarker,
  type Ruling,
  writeRuling,
} from '../../../src/core/control/reply.ts';
import { COMMAND_WORDS } from '../../../src/core/control/words.ts';
import { kindsIn, parseMarkdown } from '../present/markdown-tree.ts';
import { outsideText } from '../present/outside-text.ts';
import { CALM, saidEverywhere, stateOf } from '../present/rollouts.ts';

const DONE: Ruling = { outcome: 'done', sentence: 'paused by ada', state: stateOf(CALM, 1, 5) };

describe('the answer to a command', () => {
  it('says what came of it, who asked and why, and where the rollout stands', () => {
    expect(writeRuling(DONE, { by: 'ada', word: 'pause', reason: 'errors' })).toBe(
      [
        '**✅ Done**: paused by ada',
        '🔵 v1.4.2 in production: Canary baking at 5%',
        '<sub>`ada` asked for `pause`: `errors`</sub>',
      ].join('\n\n'),
    );
  });

  it('teaches the commands to whoever was not understood', () => {
    const ruling: Ruling = { outcome: 'mistaken', sentence: 'there is no command "stop"' };
    const reply = writeRuling(ruling, { by: 'ada' });
    for (const word of COMMAND_WORDS) expect(reply).toContain(`/rollout ${word}\``);
    expect(reply).toContain('Not understood');
  });

  it('is not a command itself', () => {
    for (const outcome of ['done', 'refused', 'mistaken', 'failed'] as const) {
      expect(writeRuling({ outcome, sentence: '/rollout abort' }, { by: 'ada' })).not.toMatch(
        /^\s*\/rollout/,
      );
    }
    expect(replyMarker(7)).toBe('<!-- sluice answer 7 -->');
  });

  it('says the same in a log, in plain lines', () => {
    expect(printRuling({ ...DONE, notes: ['look'] })).toEqual([
      'done: paused by ada',
      'look',
      '🔵 v1.4.2 in production: Canary baking at 5%',
    ]);
  });

  it('holds nothing of what comes from outside but its text', () => {
    const kinds = new Set(['paragraph', 'text', 'strong', 'html', 'inlineCode']);
    fc.assert(
      fc.property(outsideText, (text) => {
        const ruling: Ruling = {
          outcome: 'refused',
          sentence: text,
          state: stateOf(saidEverywhere(text)),
          notes: [text],
        };
        const tree = parseMarkdown(writeRuling(ruling, { by: text, word: 'pause', reason: text }));
        for (const kind of kindsIn(tree)) expect(kinds).toContain(kind);
        const html = JSON.stringify(tree).match(/"type":"html","value":"(.*?)"/g) ?? [];
        for (const one of html) expect(one).toMatch(/<\/?sub>/);
      }),
      { numRuns: 500 },
    );
  });
});
