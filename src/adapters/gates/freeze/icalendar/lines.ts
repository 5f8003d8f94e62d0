import type { Faults } from './faults.ts';

/** One property as RFC 5545 writes it: `DTSTART;TZID=Europe/Berlin:20261127T160000`. */
export interface ContentLine {
  /** Where it begins in the file, counted from 1. */
  readonly number: number;
  /** In capitals. */
  readonly name: string;
  /** By name in capitals; without their quotes. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly value: string;
}

const NAME = /[A-Za-z0-9-]+/y;
const PARAMETER = /;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:])*)/y;

/** Cuts a calendar into its content lines, folded ones put together. Ends of lines may be CRLF or LF. */
export function readLines(text: string, faults: Faults): readonly ContentLine[] {
  return unfold(text).flatMap(({ number, text: line }) => readLine(number, line, faults) ?? []);
}

interface Unfolded {
  readonly number: number;
  readonly text: string;
}

function unfold(text: string): readonly Unfolded[] {
  const lines: { number: number; parts: string[] }[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) last.parts.push(line.slice(1));
    else if (line !== '') lines.push({ number: index + 1, parts: [line] });
  }
  return lines.map(({ number, parts }) => ({ number, text: parts.join('') }));
}

function readLine(number: number, line: string, faults: Faults): ContentLine | undefined {
  NAME.lastIndex = 0;
  const name = NAME.exec(line)?.[0] ?? '';
  const parameters: Record<string, string> = {};
  let end = name.length;
  PARAMETER.lastIndex = end;
  for (let match = PARAMETER.exec(line); match !== null; match = PARAMETER.exec(line)) {
    parameters[(match[1] ?? '').toUpperCase()] = (match[2] ?? '').replaceAll('"', '');
    end = PARAMETER.lastIndex;
  }
  return name !== '' && line[end] === ':'
    ? { number, name: name.toUpperCase(), parameters, value: line.slice(end + 1) }
    : faults.note(number, `'${faults.quote(line)}' is no line of a calendar`);
}
