import { DEFAULTS } from '../../defaults.ts';
import type { Notes } from '../../notes.ts';
import type {
  AttestationGate,
  CodeScanningGate,
  DependabotGate,
  SecretScanningGate,
} from '../../plan.ts';
import type { Path } from '../../source/path.ts';
import { checkEnvironmentVariables } from '../variables.ts';
import type { GateAround, GateDraft } from './draft.ts';
import { resolveToken } from './people.ts';

export function resolveCodeScanning(
  draft: NonNullable<GateDraft['code-scanning']>,
  { basics, path, notes }: GateAround,
): CodeScanningGate {
  return {
    kind: 'code-scanning',
    ...basics,
    noneFrom: draft['none-from'] ?? DEFAULTS.noneFrom,
    tools: draft.tools ?? [],
    ...resolveToken(draft.token, path, notes),
  };
}

export function resolveSecretScanning(
  { validity, token }: NonNullable<GateDraft['secret-scanning']>,
  { basics, path, notes }: GateAround,
): SecretScanningGate {
  return {
    kind: 'secret-scanning',
    ...basics,
    validity: validity ?? [],
    ...resolveToken(token, path, notes),
  };
}

export function resolveDependabot(
  draft: NonNullable<GateDraft['dependabot']>,
  { basics, path, notes }: GateAround,
): DependabotGate {
  const { scope, token } = draft;
  return {
    kind: 'dependabot',
    ...basics,
    noneFrom: draft['none-from'] ?? DEFAULTS.noneFrom,
    ...(scope !== undefined && { scope }),
    ...resolveToken(token, path, notes),
  };
}

type AttestationDraft = NonNullable<GateDraft['attestation']>;

export function resolveAttestation(
  draft: AttestationDraft,
  { basics, path, notes }: GateAround,
): AttestationGate | undefined {
  const { artifact, 'signer-workflow': signerWorkflow, token } = draft;
  if (artifact === undefined) return undefined;
  checkEnvironmentVariables(artifact, [...path, 'artifact'], notes);
  return {
    kind: 'attestation',
    ...basics,
    artifact,
    from: resolveOrigin(draft, path, notes),
    ...(signerWorkflow !== undefined && { signerWorkflow }),
    predicateType: draft['predicate-type'] ?? DEFAULTS.predicateType,
    ofReleasedCommit: draft['of-released-commit'] ?? false,
    ...resolveToken(token, path, notes),
  };
}

function resolveOrigin(
  { repository, owner }: AttestationDraft,
  path: Path,
  notes: Notes,
): AttestationGate['from'] {
  if (repository !== undefined && owner !== undefined) {
    notes.error(
      [...path, 'owner'],
      'one-of',
      'both `repository` and `owner` are given',
      'keep `repository`: it says more',
    );
  }
  if (repository !== undefined) return { kind: 'repository', name: repository };
  return owner === undefined ? { kind: 'this-repository' } : { kind: 'owner', name: owner };
}
