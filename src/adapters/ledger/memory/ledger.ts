import type { Ledger } from '../../../ports/ledger.ts';
import { createLedger } from '../ledger.ts';
import type { Writer } from '../ledger.ts';
import { createMemory, createMemoryStore } from './store.ts';

/** A ledger that ends with the process, for simulations and tests; it keeps every rule of the lasting ones. */
export function createMemoryLedger(memory = createMemory(), writer?: Writer): Ledger {
  return createLedger(createMemoryStore(memory), writer);
}
