import { createArchive } from '../../../../src/adapters/ledger/archive.ts';
import { createMemoryLedger } from '../../../../src/adapters/ledger/memory/ledger.ts';
import {
  createMemory,
  createMemoryStore,
  readLog,
} from '../../../../src/adapters/ledger/memory/store.ts';
import { describeLedger } from '../contract.ts';

describeLedger({
  name: 'memory',
  async world() {
    const memory = createMemory();
    return {
      open: (writer) => createMemoryLedger(memory, writer),
      async tamper(files, message) {
        const id = `tampered ${memory.commits.size}`;
        const parents = memory.tip === undefined ? [] : [memory.tip];
        const [recent, earlier, plan] = ['events.jsonl', 'earlier.jsonl', 'plan.yml'].map(
          (name) => files[name],
        );
        memory.commits.set(id, { id, parents, message, files: { recent, earlier, plan } });
        memory.tip = id;
      },
      async setBack(tip) {
        memory.tip = tip;
      },
      archive: () => createArchive(createMemoryStore(memory)),
      log: async () => readLog(memory),
    };
  },
});
