import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { parsePlan } from '../core/plan/parse.ts';
import { formatProblem, type Problem } from '../core/plan/problem.ts';
import type { PlanDocument } from '../drivers/assignment.ts';

/** A plan read from a file, or all that is wrong with it as lines for people. */
export type DocumentResult =
  | {
      readonly outcome: 'read';
      readonly document: PlanDocument;
      readonly warnings: readonly Problem[];
    }
  | {
      readonly outcome: 'invalid';
      readonly problems: readonly Problem[];
      readonly lines: readonly string[];
    };

/** More than any plan needs; the parser refuses far less, but must not be handed a disk image first. */
const LONGEST_FILE = 16 * 1024 * 1024;

/** Reads and understands the plan at `path`. */
export async function readDocument(path: string): Promise<DocumentResult> {
  const text = await readText(path);
  if (typeof text !== 'string') return invalid(path, [text]);
  const read = understand(text, path);
  const place = pathFromHere(path);
  return read.outcome === 'read' && place !== undefined
    ? { ...read, document: { ...read.document, path: place } }
    : read;
}

/** As git writes it; undefined for what does not lie in the folder we are in. */
function pathFromHere(path: string): string | undefined {
  const place = relative(process.cwd(), resolve(path)).split(sep).join('/');
  return place === '' || place.startsWith('../') || isAbsolute(place) ? undefined : place;
}

/** Understands the text of a plan; `path` is for messages only. */
export function understand(text: string, path: string): DocumentResult {
  const { plan, problems } = parsePlan(text, path);
  if (plan === undefined) return invalid(path, problems);
  const digest = createHash('sha256').update(text).digest('hex');
  return { outcome: 'read', document: { plan, text, digest }, warnings: problems };
}

function invalid(path: string, problems: readonly Problem[]): DocumentResult {
  return { outcome: 'invalid', problems, lines: problems.map((one) => formatProblem(path, one)) };
}

async function readText(path: string): Promise<string | Problem> {
  try {
    const { size } = await stat(path);
    if (size > LONGEST_FILE)
      return unreadable(`a file of ${size} bytes`, 'a plan of a few kilobytes');
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return code === 'ENOENT'
      ? unreadable(
          'no such file',
          'the path of a plan, from the root of the checked-out repository',
        )
      : unreadable(`it cannot be read (${code})`, 'a readable file');
  }
}

function unreadable(found: string, expected: string): Problem {
  return { line: 1, column: 1, severity: 'error', code: 'unreadable', found, expected };
}
