import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogPrint } from '../../src/wiring/print.ts';
import { outsideText } from '../core/present/outside-text.ts';

function printed(line: string): string {
  let text = '';
  createLogPrint((more) => (text += more))(line);
  return text;
}

describe('a line of the log', () => {
  it.each([
    ['plain words', 'plain words\n'],
    ['  indented\tand tabbed', '  indented\tand tabbed\n'],
    ['::set-output name=a::b', ': :set-output name=a::b\n'],
    ['  ::error::lost', '  : :error::lost\n'],
    ['see ##[set-output name=a]b', 'see # #[set-output name=a]b\n'],
    ['\u001b[31mred\u001b[0m', 'red\n'],
    ['#\u001b[0m#[error]lost', '# #[error]lost\n'],
    ['two\nlines\r\n::error::lost', 'two lines ::error::lost\n'],
    ['\u0085::stop-commands::x', ' : :stop-commands::x\n'],
    ['\u202eesrever', ' esrever\n'],
  ])('%j is printed as %j', (line, text) => {
    expect(printed(line)).toBe(text);
  });

  it('is one line that orders nothing, whatever is in it', () => {
    fc.assert(
      fc.property(outsideText, (line) => {
        const text = printed(line);
        expect(text.indexOf('\n')).toBe(text.length - 1);
        // .NET, which the runner is written in, takes these for blanks.
        expect(text).not.toMatch(/^[\s\u0085]*::/);
        expect(text).not.toContain('##[');
        expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      }),
      { numRuns: 1_000 },
    );
  });
});
