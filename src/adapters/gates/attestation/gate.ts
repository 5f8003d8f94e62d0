import type { AttestationGate } from '../../../core/plan/plan.ts';
import { bindVariables } from '../../../core/plan/variables.ts';
import { runProgram } from '../../process/command.ts';
import type { Redact } from '../../secrets/redaction.ts';
import { broken, open, shut } from '../look.ts';
import type { Look } from '../look.ts';
import { explain } from './refusal.ts';
import { FIELDS, findFault, readAttestations } from './verified.ts';
import type { Claim } from './verified.ts';

export interface AttestationSource {
  readonly environment: Readonly<Record<string, string>>;
  /** The token `gh` asks GitHub with. */
  readonly token: string;
  /** The commit that is released. */
  readonly sha: string | undefined;
  readonly redact: Redact;
}

/** Open when `gh attestation verify` finds an attestation of the artifact that says all that is wanted. */
export async function lookAtAttestation(
  gate: AttestationGate,
  source: AttestationSource,
): Promise<Look> {
  const { environment, token, redact } = source;
  const bound = bindVariables(gate.artifact, environment);
  if (bound.outcome === 'unbound') {
    const names = bound.missing.map((name) => `$${name}`).join(', ');
    const remedy = 'set it in the environment of this step';
    return broken(`${names} is not set`, `an attested ${gate.artifact}`, remedy);
  }
  const artifact = bound.text;
  const wanted = describeWanted(gate, artifact);
  const claim = claimOf(gate, source);
  if (typeof claim === 'string') return broken(claim, wanted, 'run this on GitHub, for a commit');
  const result = await runProgram({
    program: 'gh',
    args: argumentsFor(claim, artifact),
    env: { ...environment, ...QUIET, ...hostOf(environment), GH_TOKEN: token },
    timeout: gate.timeout,
  });
  const refusal = explain(result, { timeout: gate.timeout, wanted, redact });
  return refusal ?? judge(result.stdout, claim, wanted);
}

const QUIET = { GH_PROMPT_DISABLED: '1', GH_NO_UPDATE_NOTIFIER: '1', NO_COLOR: '1' };

/** `gh` speaks to github.com unless it is told otherwise. */
function hostOf(environment: AttestationSource['environment']): { readonly GH_HOST?: string } {
  const host = /^https?:\/\/([^/]+)/.exec(environment['GITHUB_SERVER_URL'] ?? '')?.[1];
  return host === undefined ? {} : { GH_HOST: host };
}

/** A string says what is not known. */
function claimOf(gate: AttestationGate, { environment, sha }: AttestationSource): Claim | string {
  const { from } = gate;
  const origin = from.kind === 'this-repository' ? environment['GITHUB_REPOSITORY'] : from.name;
  if (origin === undefined) return 'which repository this is, is not known';
  if (gate.ofReleasedCommit && sha === undefined) return 'no commit is named';
  return {
    gate,
    origin: origin.toLowerCase(),
    sha: gate.ofReleasedCommit ? sha : undefined,
  };
}

function argumentsFor({ gate, origin }: Claim, artifact: string): readonly string[] {
  const { from, predicateType, signerWorkflow } = gate;
  const signer = signerWorkflow === undefined ? [] : [`--signer-workflow=${signerWorkflow}`];
  return [
    'attestation',
    'verify',
    `--${from.kind === 'owner' ? 'owner' : 'repo'}=${origin}`,
    `--predicate-type=${predicateType}`,
    ...signer,
    '--format=json',
    `--jq=${FIELDS}`,
    '--',
    artifact,
  ];
}

function judge(output: string, claim: Claim, wanted: string): Look {
  const found = readAttestations(output);
  if (found === undefined) {
    const remedy = 'use a newer `gh`: 2.67 or later';
    return broken('`gh attestation verify` did not print what it verified', wanted, remedy);
  }
  const [first] = found;
  if (first === undefined) return shut('no attestation', wanted, ATTEST);
  const good = found.find((one) => findFault(one, claim) === undefined);
  if (good !== undefined) {
    return open(`attested by ${good.signer}, built from ${good.commit.slice(0, 12)}`, wanted);
  }
  const remedy = 'release what was built as the plan says, or mend the plan';
  return shut(findFault(first, claim) ?? 'no attestation', wanted, remedy);
}

const ATTEST = 'attest it where it is built, with `actions/attest-build-provenance`';

function describeWanted(
  { from, signerWorkflow, ofReleasedCommit }: AttestationGate,
  artifact: string,
) {
  const where = from.kind === 'this-repository' ? 'this repository' : from.name;
  const signed = signerWorkflow === undefined ? '' : `, signed by ${signerWorkflow}`;
  const commit = ofReleasedCommit ? ', of the released commit' : '';
  return `an attestation of ${artifact} by ${where}${signed}${commit}`;
}
