import { isShare, type NumbersReading, readCount, type ReportNumber, share } from './numbers.ts';
import { walkElements } from './xml.ts';

type Attributes = Readonly<Record<string, string>>;

/** The shares of lines and branches that a Cobertura report says were covered, from its counts where it has them. */
export function readCobertura(text: string): NumbersReading {
  let root: Attributes | undefined;
  const mistake = walkElements(text, ({ name, attributes }) => {
    if (name === 'coverage') root ??= attributes;
  });
  if (mistake !== undefined) return mistake;
  if (root === undefined) return 'it is no Cobertura report: no element <coverage>';
  return new Map([
    ['lines', measure(root, 'lines', 'line-rate')],
    ['branches', measure(root, 'branches', 'branch-rate')],
  ]);
}

function measure(root: Attributes, counts: string, rateName: string): ReportNumber {
  const valid = root[`${counts}-valid`];
  const covered = root[`${counts}-covered`];
  if (valid !== undefined && covered !== undefined) {
    return share(readCount(covered), readCount(valid));
  }
  const text = root[rateName];
  if (text === undefined || text.trim() === '') return `it has no ${rateName}`;
  const rate = Number(text);
  return isShare(rate) ? rate : `${text} is no share (from 0 to 1)`;
}
