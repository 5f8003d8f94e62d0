import { describe, expect, it } from 'vitest';
import { membersFor, parsePermit, type Permit } from '../../../src/core/control/permit.ts';
import { nameMember } from '../../../src/core/member.ts';
import { COMMAND_WORDS } from '../../../src/core/control/words.ts';

function understood(text: string): Permit {
  const permit = parsePermit(text);
  if (typeof permit === 'string') throw new Error(permit);
  return permit;
}

describe('who may, beyond write access', () => {
  it('is everybody where nothing is said', () => {
    const permit = understood('\n# nothing\n  \n');
    for (const word of COMMAND_WORDS) expect(membersFor(permit, word)).toBeUndefined();
  });

  it('is said by command, and by * for those without a line', () => {
    const permit = understood(
      'abort: ada, @acme/on-call\r\n*: @grace\npromote-full: @acme/release.eu\n',
    );
    const named = (word: (typeof COMMAND_WORDS)[number]) =>
      membersFor(permit, word)?.map(nameMember);
    expect(named('abort')).toEqual(['ada', '@acme/on-call']);
    expect(named('promote-full')).toEqual(['@acme/release.eu']);
    expect(named('pause')).toEqual(['grace']);
  });

  it.each([
    ['abort', 'permit, line 1: write command: login'],
    ['\nabrot: ada', 'permit, line 2: there is no command "abrot": did you mean abort?'],
    ['deploy: ada', 'or *'],
    ['abort:', '"" is neither a login nor @organization/team'],
    ['abort: ada,', '"" is neither'],
    ['abort: ada grace', '"ada grace" is neither'],
    ['abort: acme/on-call', '"acme/on-call" is neither'],
    ['abort: @acme/on/call', 'is neither'],
    ['abort: $(id)', 'is neither'],
    ['abort: ada\nabort: grace', 'permit, line 2: abort has a line already'],
  ])('%j is refused', (text, problem) => {
    expect(parsePermit(text)).toContain(problem);
  });
});
