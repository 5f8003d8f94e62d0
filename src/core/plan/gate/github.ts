import type { Member } from '../../member.ts';
import type { GateBasics } from './basics.ts';

/** What gates have that ask GitHub for more than a job's own token may see. */
interface WithToken {
  /** The token to ask with, such as `$SECURITY_TOKEN`; the job's own when left out. */
  readonly token?: string;
}

export interface ReviewsGate extends GateBasics {
  readonly kind: 'reviews';
  /** How many different people must have approved; at least 1. */
  readonly count: number;
  /** Of whom they must be, besides having write access; anybody who has where it is empty. */
  readonly from: readonly Member[];
  /** Whether an approval still counts that was given before the last commit. */
  readonly acceptOlder: boolean;
}

/** From the mildest to the worst. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;

export type Severity = (typeof SEVERITIES)[number];

export interface CodeScanningGate extends GateBasics, WithToken {
  readonly kind: 'code-scanning';
  /** Shut by an open alert of this severity or a worse one. */
  readonly noneFrom: Severity;
  /** Tools that must have analysed the released commit; any one where it is empty. */
  readonly tools: readonly string[];
}

/** What GitHub found out about a leaked secret. */
export const VALIDITIES = ['active', 'unknown', 'inactive'] as const;

export type Validity = (typeof VALIDITIES)[number];

export interface SecretScanningGate extends GateBasics, WithToken {
  readonly kind: 'secret-scanning';
  /** Which secrets count; every one where it is empty. */
  readonly validity: readonly Validity[];
}

export interface DependabotGate extends GateBasics, WithToken {
  readonly kind: 'dependabot';
  /** Shut by an open alert of this severity or a worse one. */
  readonly noneFrom: Severity;
  /** Only dependencies of this scope; all when left out. */
  readonly scope?: 'runtime' | 'development';
}

export interface AttestationGate extends GateBasics, WithToken {
  readonly kind: 'attestation';
  /** Path of a file, or an image as `oci://…`; may hold `$VAR`. */
  readonly artifact: string;
  /** Where it was built: `owner/repository`, or all of an owner's. */
  readonly from:
    | { readonly kind: 'this-repository' }
    | { readonly kind: 'repository'; readonly name: string }
    | { readonly kind: 'owner'; readonly name: string };
  /** The workflow that signed it: `owner/repository/.github/workflows/build.yml`. */
  readonly signerWorkflow?: string;
  /** What the attestation claims, as a URI. */
  readonly predicateType: string;
  /** Whether it must have been built from the released commit. */
  readonly ofReleasedCommit: boolean;
}
