import type { Requirement } from '../plan.ts';
import { parseGateCondition } from './gate-condition.ts';
import { mistake } from './mistake.ts';
import { isMistake } from './syntax.ts';
import type { SentenceMistake } from './syntax.ts';
import { cutTokens } from './tokens.ts';

/** Reads what a number of a report must satisfy: `lines >= 80%`, `failures == 0`, `total.lines.pct >= 80`. */
export function parseRequirement(text: string): Requirement | SentenceMistake {
  const [name] = cutTokens(text);
  if (name?.kind !== 'word') {
    return mistake(
      name ?? { kind: 'end', text: '', index: 0 },
      'begin with the name of a number, as in `lines >= 80%`',
    );
  }
  const rest = name.index + name.text.length;
  const condition = parseGateCondition(text.slice(rest));
  if (isMistake(condition)) return { ...condition, index: condition.index + rest };
  return { text, number: name.text, ...condition };
}
