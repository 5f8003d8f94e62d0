import { createMemoryLedger } from '../../../../src/adapters/ledger/memory/ledger.ts';
import { createMemory, readLog } from '../../../../src/adapters/ledger/memory/store.ts';
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
        const [recent, earlier] = [files['events.jsonl'], files['earlier.jsonl']];
        memory.commits.set(id, {
          id,
          parents,
          message,
          files: { recent, earlier, plan: undefined },
        });
        memory.tip = id;
      },
      async setBack(tip) {
        memory.tip = tip;
      },
      log: async () => readLog(memory),
    };
  },
});
