import { createGitLedger } from '../src/adapters/ledger/git/ledger.ts';
import { createMemoryLedger } from '../src/adapters/ledger/memory/ledger.ts';
import type { Run } from '../src/core/rollout/event.ts';
import type { Ledger } from '../src/ports/ledger.ts';
import { findMissing } from './programs.ts';

interface Target {
  readonly name: string;
  readonly environment: string;
}

/** A new ledger in a git repository of its own; where there is no git, one that ends with the demo. */
export function openLedger(folder: string, { name, environment }: Target, writer: Run): Ledger {
  return findMissing(['git'], process.env.PATH ?? '').length === 0
    ? createGitLedger({ folder, name, environment, writer, create: true })
    : createMemoryLedger(undefined, writer);
}
