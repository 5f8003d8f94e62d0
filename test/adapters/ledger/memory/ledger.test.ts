import { createMemoryLedger } from '../../../../src/adapters/ledger/memory/ledger.ts';
import { createMemory, readLog } from '../../../../src/adapters/ledger/memory/store.ts';
import { describeLedger } from '../contract.ts';

describeLedger({
  name: 'memory',
  async world() {
    const memory = createMemory();
    return {
      open: (writer) => createMemoryLedger(memory, writer),
      async tamper(journal) {
        const plan = undefined;
        const commit = { parent: memory.tip, message: 'tampered', journal, plan, date: 0 };
        memory.commits.set('tampered', commit);
        memory.tip = 'tampered';
      },
      log: async () => readLog(memory),
    };
  },
});
