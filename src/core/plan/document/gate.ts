import * as z from 'zod';

import { GATE_KINDS } from '../gate.ts';
import { list } from '../wording.ts';
import { checklist, quality } from './gate/file.ts';
import { freeze } from './gate/freeze.ts';
import { checks, issues } from './gate/github.ts';
import { command } from './gate/program.ts';
import { alerts, http, prometheus } from './gate/service.ts';
import { alternatives, optional } from './mapping.ts';

const gate = alternatives(
  `one kind of gate: ${list(GATE_KINDS, 'or')}`,
  GATE_KINDS.map((kind) => [kind]),
  {
    freeze: optional(freeze, 'Shut during windows of time.'),
    checks: optional(checks, 'Shut until checks have succeeded on the released commit.'),
    issues: optional(issues, 'Shut while an open issue bears a label.'),
    prometheus: optional(prometheus, 'Shut unless a query says otherwise.'),
    alerts: optional(alerts, 'Shut while alerts fire.'),
    http: optional(http, 'Shut unless an address answers as it should.'),
    quality: optional(quality, 'Shut unless the numbers of a report are as required.'),
    checklist: optional(checklist, 'Shut until every task of a list is ticked.'),
    command: optional(command, 'Shut unless a program exits with 0.'),
  },
);

export const gates = z.array(gate, {
  error: 'write a list of gates, such as `- checks: { required: [build] }`',
});
