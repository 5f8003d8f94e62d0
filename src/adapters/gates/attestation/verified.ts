import * as z from 'zod';
import { parseJson } from '../../../core/json.ts';
import type { AttestationGate } from '../../../core/plan/plan.ts';

/** What `gh` prints of each attestation whose signature it has verified. */
export const FIELDS = `[.[].verificationResult | {
  predicateType: .statement.predicateType,
  signer: .signature.certificate.buildSignerURI,
  repository: .signature.certificate.sourceRepositoryURI,
  commit: .signature.certificate.sourceRepositoryDigest
}]`;

const attestations = z.array(
  z.object({
    predicateType: z.string(),
    /** The workflow at the ref it ran at: `https://github.com/o/r/.github/workflows/w.yml@refs/heads/main`. */
    signer: z.string(),
    repository: z.string(),
    commit: z.string(),
  }),
);

export type Attestation = z.output<typeof attestations>[number];

/** Reads them; undefined where that is not what was printed. */
export function readAttestations(output: string): readonly Attestation[] | undefined {
  return attestations.safeParse(parseJson(output)).data;
}

/** What an attestation must say. */
export interface Claim {
  readonly gate: AttestationGate;
  /** `owner/repository`, or the owner alone. */
  readonly origin: string;
  /** The commit it must have been built from; undefined where any will do. */
  readonly sha: string | undefined;
}

/**
 * What is wrong with an attestation, in a few words; undefined where it says all that is wanted. `gh` has looked
 * at most of this: but before version 2.67 it also left with success where nothing was left to verify.
 */
export function findFault(
  { predicateType, signer, repository, commit }: Attestation,
  { gate, origin, sha }: Claim,
): string | undefined {
  if (predicateType !== gate.predicateType) return `it claims ${predicateType}`;
  const built = pathOf(repository);
  const isFrom = gate.from.kind === 'owner' ? built.split('/')[0] === origin : built === origin;
  if (!isFrom) return `it was built in ${built}`;
  const [workflow = ''] = pathOf(signer).split('@');
  if (gate.signerWorkflow !== undefined && workflow !== gate.signerWorkflow.toLowerCase()) {
    return `${workflow} signed it`;
  }
  return sha === undefined || commit === sha
    ? undefined
    : `it was built from ${commit.slice(0, 12)}`;
}

/** An address without its host, in lower case: GitHub knows no case in names. */
function pathOf(address: string): string {
  return address.replace(/^https?:\/\/[^/]+\//, '').toLowerCase();
}
