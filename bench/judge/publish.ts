import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Bound } from './bounds.ts';
import { drawAlarms, drawDetections } from './pictures.ts';
import { formatResults } from './report.ts';
import type { Results } from './results.ts';

const BEGIN = '<!-- bench:judge -->';
const END = '<!-- /bench:judge -->';
const PICTURES = 'pictures';

/** Puts the tables between the marks of a Markdown file, and the pictures into the folder beside it. */
export function publish(file: string, results: Results, bounds: readonly Bound[]): void {
  const pictures = join(dirname(file), PICTURES);
  mkdirSync(pictures, { recursive: true });
  writeFileSync(join(pictures, 'false-alarms.svg'), drawAlarms(results.alarms));
  writeFileSync(join(pictures, 'detection.svg'), drawDetections(results.detections));
  const text = [
    `![False alarms](${PICTURES}/false-alarms.svg)`,
    `![Minutes to detect](${PICTURES}/detection.svg)`,
    formatResults(results, bounds, '###'),
  ].join('\n\n');
  writeFileSync(file, replaceBetween(readFileSync(file, 'utf8'), text));
}

/** The document with new text between the marks. */
export function replaceBetween(document: string, text: string): string {
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`the file lacks the marks ${BEGIN} and ${END}`);
  return `${before}${BEGIN}\n\n${text}\n\n${END}${after}`;
}
