import { type NumbersReading, share } from './numbers.ts';
import { walkElements } from './xml.ts';

/** The shares of lines and branches that a Cobertura report says were covered, from its counts where it has them. */
export function readCobertura(text: string): NumbersReading {
  let root: Readonly<Record<string, string>> | undefined;
  const mistake = walkElements(text, ({ name, attributes }) => {
    if (name === 'coverage') root ??= attributes;
  });
  if (mistake !== undefined) return mistake;
  if (root === undefined) return 'it is no Cobertura report: no element <coverage>';
  return new Map([
    ['lines', rate(root, 'lines', 'line-rate')],
    ['branches', rate(root, 'branches', 'branch-rate')],
  ]);
}

function rate(root: Readonly<Record<string, string>>, counts: string, rateName: string): number {
  const valid = root[`${counts}-valid`];
  const covered = root[`${counts}-covered`];
  if (valid !== undefined && covered !== undefined) return share(Number(covered), Number(valid));
  const text = root[rateName];
  return text === undefined || text.trim() === '' ? Number.NaN : Number(text);
}
