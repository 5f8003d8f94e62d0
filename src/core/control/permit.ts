import { type Member, parseMember } from '../member.ts';
import { nearest } from '../plan/nearest.ts';
import { quote } from '../rollout/one-line.ts';
import { COMMAND_WORDS, type CommandWord, isCommandWord } from './words.ts';

/** Who may give a command, beyond having write access; a command that is not named is open to all who have. */
export type Permit = ReadonlyMap<CommandWord | '*', readonly Member[]>;

/**
 * Reads the rules, one a line: `abort: ada, @acme/on-call`. `*` stands for every command that has no line of
 * its own. Blank lines and lines that begin with `#` are passed over. A string says what is wrong.
 */
export function parsePermit(text: string): Permit | string {
  const rules = new Map<CommandWord | '*', readonly Member[]>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const rule = parseRule(line);
    if (typeof rule === 'string') return `permit, line ${index + 1}: ${rule}`;
    if (rules.has(rule.command))
      return `permit, line ${index + 1}: ${rule.command} has a line already`;
    rules.set(rule.command, rule.members);
  }
  return rules;
}

/** Those of whom one must be who gives the command; undefined where write access is enough. */
export function membersFor(permit: Permit, command: CommandWord): readonly Member[] | undefined {
  return permit.get(command) ?? permit.get('*');
}

interface Rule {
  readonly command: CommandWord | '*';
  readonly members: readonly Member[];
}

function parseRule(line: string): Rule | string {
  const colon = line.indexOf(':');
  if (colon < 0) return `write command: login, @organization/team, not ${quote(line.trim())}`;
  const command = line.slice(0, colon).trim();
  if (command !== '*' && !isCommandWord(command)) {
    const meant = nearest(command, COMMAND_WORDS);
    const instead =
      meant === undefined ? `${COMMAND_WORDS.join(', ')} or *` : `did you mean ${meant}?`;
    return `there is no command ${quote(command)}: ${instead}`;
  }
  const members: Member[] = [];
  for (const word of line.slice(colon + 1).split(',')) {
    const member = parseMember(word.trim());
    if (member === undefined) {
      return `${quote(word.trim())} is neither a login nor @organization/team`;
    }
    members.push(member);
  }
  return { command, members };
}
