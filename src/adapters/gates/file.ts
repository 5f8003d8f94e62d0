import { readFile, stat } from 'node:fs/promises';
import { bindVariables } from '../../core/plan/variables.ts';

export type FileReading =
  | { readonly outcome: 'read'; readonly path: string; readonly text: string }
  | { readonly outcome: 'failed'; readonly detail: string };

const LARGEST = 64 * 1024 * 1024;

/** Reads a file that a plan names, whose path may hold `$VAR`; at most 64 MiB. Nothing is thrown. */
export async function readPlanFile(
  name: string,
  environment: Readonly<Record<string, string>>,
): Promise<FileReading> {
  const bound = bindVariables(name, environment);
  if (bound.outcome === 'unbound') {
    return fail(`${bound.missing.map((one) => `$${one}`).join(', ')} is not set`);
  }
  const path = bound.text;
  try {
    const { size } = await stat(path);
    if (size > LARGEST) return fail(`${path} is larger than 64 MiB`);
    return { outcome: 'read', path, text: await readFile(path, 'utf8') };
  } catch (error) {
    return fail(explain(path, error));
  }
}

function explain(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : error;
  return code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read: ${String(code)}`;
}

function fail(detail: string): FileReading {
  return { outcome: 'failed', detail };
}
