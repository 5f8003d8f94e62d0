import * as z from 'zod';

import { GATE_KINDS } from '../gate.ts';
import { errorBudget } from './gate/budget.ts';
import { quality } from './gate/file.ts';
import { freeze } from './gate/freeze.ts';
import { checks, issues, reviews } from './gate/github.ts';
import { command } from './gate/program.ts';
import { baked, checklist, stable } from './gate/release.ts';
import { attestation, codeScanning, dependabot, secretScanning } from './gate/security.ts';
import { alerts, http, prometheus } from './gate/service.ts';
import { oneKindOf, optional } from './mapping.ts';

const gate = oneKindOf('gate', GATE_KINDS, {
  freeze: optional(freeze, 'Shut during windows of time.'),
  checks: optional(checks, 'Shut until checks have succeeded on the released commit.'),
  reviews: optional(reviews, 'Shut until people have approved the pull request.'),
  issues: optional(issues, 'Shut while an open issue bears a label.'),
  'code-scanning': optional(codeScanning, 'Shut while code scanning has open alerts.'),
  'secret-scanning': optional(secretScanning, 'Shut while a leaked secret is unresolved.'),
  dependabot: optional(dependabot, 'Shut while Dependabot has open alerts.'),
  attestation: optional(attestation, 'Shut unless an artifact is attested.'),
  baked: optional(baked, 'Shut until an earlier environment has carried the version a while.'),
  stable: optional(stable, 'Shut unless the version to go back to is healthy.'),
  prometheus: optional(prometheus, 'Shut unless a query says otherwise.'),
  'error-budget': optional(
    errorBudget,
    'Shut while an error budget is spent too fast, or too little of it is left.',
  ),
  alerts: optional(alerts, 'Shut while alerts fire.'),
  http: optional(http, 'Shut unless an address answers as it should.'),
  quality: optional(quality, 'Shut unless the numbers of a report are as required.'),
  checklist: optional(checklist, 'Shut until every task of a list is ticked.'),
  command: optional(command, 'Shut unless a program exits with 0.'),
});

export const gates = z.array(gate, {
  error: 'write a list of gates, such as `- checks: { required: [build] }`',
});
