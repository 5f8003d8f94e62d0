import type { GateFinding } from '../finding.ts';
import type { Reason } from './reason.ts';

/** Words for gates that are shut: each with what it found. */
export function shutReason(findings: readonly GateFinding[]): Reason {
  const shut = findings.filter(({ outcome }) => outcome !== 'open');
  const words = shut.map(({ gate, found }) => `${gate}: ${found}`).join('; ');
  return { code: 'gate-shut', sentence: `shut by ${words}` };
}
