import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from './alarms.ts';

/** Finished cells, so that a long bench can be interrupted and continued. */
export interface Store {
  readonly find: (name: string) => readonly Outcome[] | undefined;
  readonly keep: (name: string, outcomes: readonly Outcome[]) => void;
}

export const NO_STORE: Store = { find: () => undefined, keep: () => undefined };

/** One file a cell; it holds the name it was kept under. */
export function openStore(folder: string): Store {
  mkdirSync(folder, { recursive: true });
  const fileOf = (name: string) =>
    join(folder, `${createHash('sha256').update(name).digest('hex').slice(0, 16)}.json`);
  return {
    find(name) {
      const file = fileOf(name);
      if (!existsSync(file)) return undefined;
      const { outcomes } = JSON.parse(readFileSync(file, 'utf8'), revive) as Kept;
      return outcomes;
    },
    keep(name, outcomes) {
      const file = fileOf(name);
      if (existsSync(file)) return;
      writeFileSync(`${file}.part`, JSON.stringify({ name, outcomes } satisfies Kept));
      renameSync(`${file}.part`, file);
    },
  };
}

interface Kept {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
}

/** JSON knows no Infinity and writes null. */
function revive(_key: string, value: unknown): unknown {
  return value === null ? Number.POSITIVE_INFINITY : value;
}
