import type { Gate } from '../../core/plan/plan.ts';
import type { Instant } from '../../core/quantity/instant.ts';
import { lookAtAlerts } from './alerts/gate.ts';
import { lookAtAttestation } from './attestation/gate.ts';
import { lookAtBaked } from './baked/gate.ts';
import { lookAtErrorBudget } from './budget/gate.ts';
import { lookAtChecklist } from './checklist/gate.ts';
import { lookAtChecks } from './checks/gate.ts';
import { lookAtCommand } from './command/gate.ts';
import { lookAtFreeze } from './freeze/gate.ts';
import type { FreezeAround } from './freeze/gate.ts';
import { lookAtHttp } from './http/gate.ts';
import { lookAtIssues } from './issues/gate.ts';
import type { Look } from './look.ts';
import {
  isLook,
  needForge,
  needToken,
  noArchive,
  noCommit,
  noRepository,
  noTarget,
} from './need.ts';
import { lookAtPrometheus } from './prometheus/gate.ts';
import { lookAtQuality } from './quality/gate.ts';
import { lookAtReviews } from './reviews/gate.ts';
import { lookAtCodeScanning } from './security/code-scanning.ts';
import { lookAtDependabot } from './security/dependabot.ts';
import { lookAtSecretScanning } from './security/secret-scanning.ts';
import { lookAtStable } from './stable/gate.ts';
import type { GateAround } from './surroundings.ts';

export type LookAt<Kind extends Gate> = (
  gate: Kind,
  around: GateAround,
  now: Instant,
) => Promise<Look> | Look;

type Looks = {
  readonly [Kind in Gate['kind']]: LookAt<Extract<Gate, { readonly kind: Kind }>>;
};

/** How each kind of gate is looked at, and what it takes. */
export const LOOKS: Looks = {
  freeze: (gate, around, now) => {
    const { environment, redact } = around;
    return lookAtFreeze(gate, { now, labels: labelsOf(around), environment, redact });
  },
  checks(gate, { repository, sha, ownChecks = [] }) {
    if (repository === undefined) return noRepository('the checks of a commit');
    if (sha === undefined) return noCommit('the checks of a commit');
    return lookAtChecks(gate, { repository, sha, ownChecks });
  },
  reviews(gate, around) {
    const forge = needForge(undefined, around, 'the reviews of a commit');
    if (isLook(forge)) return forge;
    const { sha } = around;
    return sha === undefined
      ? noCommit('the reviews of a commit')
      : lookAtReviews(gate, { ...forge, sha });
  },
  issues: (gate, { repository }) =>
    repository === undefined ? noRepository('open issues') : lookAtIssues(gate, repository),
  'code-scanning'(gate, around) {
    const forge = needForge(gate.token, around, 'the alerts of a commit');
    if (isLook(forge)) return forge;
    const { sha } = around;
    return sha === undefined
      ? noCommit('the alerts of a commit')
      : lookAtCodeScanning(gate, forge.security, sha);
  },
  'secret-scanning'(gate, around) {
    const forge = needForge(gate.token, around, 'no leaked secret');
    return isLook(forge) ? forge : lookAtSecretScanning(gate, forge.security);
  },
  dependabot(gate, around) {
    const forge = needForge(gate.token, around, 'no hole in a dependency');
    return isLook(forge) ? forge : lookAtDependabot(gate, forge.security);
  },
  attestation(gate, around) {
    const token = needToken(gate.token, around, `an attested ${gate.artifact}`);
    const { environment, sha, redact } = around;
    return isLook(token)
      ? token
      : lookAtAttestation(gate, { environment, token: token.value, sha, redact });
  },
  baked(gate, { archiveOf, version, sha, name }, now) {
    const rollout = gate.rollout ?? name;
    if (archiveOf === undefined || rollout === undefined || version === undefined) {
      return noArchive(gate.environment);
    }
    const archive = archiveOf({ environment: gate.environment, name: rollout });
    const release = { version, ...(sha !== undefined && { sha }) };
    return lookAtBaked(gate, { archive, release, now });
  },
  stable: (gate, { stable, environment }) =>
    stable === undefined ? noTarget() : lookAtStable(gate, stable, environment),
  prometheus: (gate, { environment }, now) => lookAtPrometheus(gate, now, environment),
  'error-budget': (gate, { environment }, now) => lookAtErrorBudget(gate, now, environment),
  alerts: (gate, around) => lookAtAlerts(gate, around),
  http: (gate, { environment }) => lookAtHttp(gate, environment),
  quality: (gate, { environment }) => lookAtQuality(gate, environment),
  checklist(gate, around) {
    const { environment, repository, sha } = around;
    if (gate.place.kind === 'file') {
      return lookAtChecklist(gate, { environment, repository, sha, forge: undefined });
    }
    const forge = needForge(undefined, around, 'a task list that is all ticked');
    return isLook(forge) ? forge : lookAtChecklist(gate, { environment, repository, sha, forge });
  },
  command: (gate, around) => lookAtCommand(gate, around),
};

function labelsOf({ repository, sha }: GateAround): FreezeAround['labels'] {
  if (repository !== undefined && sha !== undefined) {
    return {
      list: () => repository.pullRequestLabels(sha),
      labelling: (number, label) => repository.labelling(number, label),
    };
  }
  const detail = repository === undefined ? 'there is no repository to ask' : 'no commit is named';
  const ask = async () => ({ outcome: 'failed', reason: 'unreachable', detail }) as const;
  return { list: ask, labelling: ask };
}
