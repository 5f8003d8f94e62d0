import type { CodeScanningGate } from '../../../core/plan/plan.ts';
import type { Analysis, CodeAlert, Security } from '../../../ports/security.ts';
import { broken, enumerate, open, shut } from '../look.ts';
import type { Look } from '../look.ts';
import { cannotRead, isAtLeast, showAlert, sortBySeverity } from './alerts.ts';

const PERMISSION =
  'grant the job `security-events: read`, or give this gate a `token` that may read code scanning alerts';

/**
 * Open when the released commit was analysed, without errors and by every tool that is asked for, and the ref it
 * was analysed on has no open alert as severe as the gate forbids. No analysis is no proof.
 */
export async function lookAtCodeScanning(
  gate: CodeScanningGate,
  security: Security,
  sha: string,
): Promise<Look> {
  const commit = sha.slice(0, 12);
  const tools = gate.tools.length === 0 ? '' : ` by ${enumerate(gate.tools)}`;
  const wanted = `${commit} analysed${tools}, with no open alert from ${gate.noneFrom} on`;
  const analyses = await security.analysesOf(sha);
  if (analyses.outcome !== 'read') return cannotRead(analyses, wanted, PERMISSION);
  const lack = findLack(gate, analyses.found);
  if (lack !== undefined) {
    const remedy = 'let code scanning run on this commit, and look again when it is through';
    return shut(`${lack} ${commit}`, wanted, remedy);
  }
  const failed = analyses.found.find(({ error }) => error !== '');
  if (failed !== undefined) {
    const remedy = 'mend the analysis and run it again';
    return broken(`the analysis by ${failed.tool} failed: ${failed.error}`, wanted, remedy);
  }
  const ref = pickRef(analyses.found);
  const alerts = await security.codeAlerts(ref);
  return alerts.outcome === 'read'
    ? judgeAlerts(alerts.found, { gate, ref, wanted })
    : cannotRead(alerts, wanted, PERMISSION);
}

function findLack({ tools }: CodeScanningGate, analyses: readonly Analysis[]): string | undefined {
  if (analyses.length === 0) return 'nothing has analysed';
  const names = new Set(analyses.map(({ tool }) => tool.toLowerCase()));
  const missing = tools.filter((tool) => !names.has(tool.toLowerCase()));
  return missing.length === 0 ? undefined : `${enumerate(missing)} has not analysed`;
}

/** A branch or tag before the ref of a pull request, whose alerts are about what a merge would be. */
function pickRef(analyses: readonly Analysis[]): string {
  const refs = analyses.map(({ ref }) => ref);
  return refs.find((ref) => !ref.startsWith('refs/pull/')) ?? refs[0] ?? '';
}

interface Around {
  readonly gate: CodeScanningGate;
  readonly ref: string;
  readonly wanted: string;
}

function judgeAlerts(alerts: readonly CodeAlert[], { gate, ref, wanted }: Around): Look {
  const bad = sortBySeverity(alerts.filter(({ severity }) => isAtLeast(severity, gate.noneFrom)));
  const milder = alerts.length - bad.length;
  if (bad.length === 0) {
    const rest = milder === 0 ? '' : ` (${milder} milder)`;
    return open(`no such alert on ${ref}${rest}`, wanted);
  }
  return shut(
    `${bad.length} on ${ref}: ${enumerate(
      bad.map(({ rule, ...alert }) => showAlert(alert, rule)),
      3,
    )}`,
    wanted,
    'mend what they tell of, or dismiss with a reason what does not matter',
  );
}
