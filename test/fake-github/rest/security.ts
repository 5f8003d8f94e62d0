import { failure, type Answer, type Reply } from '../reply.ts';
import { GENERIC_SECRETS, type Analysis, type SecurityFeature } from '../state/security.ts';
import type { Call } from './call.ts';
import {
  viewAnalysis,
  viewCodeAlert,
  viewDependencyAlert,
  viewSecretAlert,
} from './security-view.ts';

/** What GitHub says where a feature is off. */
const OFF: Readonly<Record<SecurityFeature, Answer>> = {
  'code-scanning': failure(
    403,
    'Advanced Security must be enabled for this repository to use code scanning.',
  ),
  'secret-scanning': failure(404, 'Secret scanning is disabled on this repository.'),
  dependabot: failure(403, 'Dependabot alerts are disabled for this repository.'),
};

/** The newest first; a ref may be named in full or, for a branch, by its name alone. */
export function listAnalyses(call: Call): Reply {
  return (
    refuseCodeScanning(call) ?? {
      list: call.repository.security.analyses
        .filter((analysis) => isOf(analysis, call.query.ref))
        .toReversed()
        .map((analysis) => viewAnalysis(call, analysis)),
    }
  );
}

/** Without a ref those of the default branch. */
export function listCodeAlerts(call: Call): Reply {
  const { repository, query } = call;
  const { ref = repository.defaultBranch, state } = query;
  return (
    refuseCodeScanning(call) ?? {
      list: repository.security.codeAlerts
        .filter((alert) => isOf(alert, ref) && (state === undefined || alert.state === state))
        .map((alert) => viewCodeAlert(call, alert)),
    }
  );
}

function refuseCodeScanning({ repository: { security } }: Call): Answer | undefined {
  if (security.off.includes('code-scanning')) return OFF['code-scanning'];
  return security.analyses.length === 0 ? failure(404, 'no analysis found') : undefined;
}

function isOf({ ref }: Pick<Analysis, 'ref'>, wanted: unknown): boolean {
  if (typeof wanted !== 'string') return true;
  return ref === wanted || ref === `refs/heads/${wanted}`;
}

export function listSecretAlerts(call: Call): Reply {
  const { off, secretAlerts } = call.repository.security;
  if (off.includes('secret-scanning')) return OFF['secret-scanning'];
  const { state, validity, hide_secret: isHidden, secret_type: types } = call.query;
  const alerts = secretAlerts.filter(
    (alert) =>
      (state === undefined || alert.state === state) &&
      isAmong(alert.validity, validity) &&
      (types === undefined ? !GENERIC_SECRETS.includes(alert.type) : isAmong(alert.type, types)),
  );
  return { list: alerts.map((alert) => viewSecretAlert(call, alert, isHidden === true)) };
}

export function listDependencyAlerts(call: Call): Reply {
  const { off, dependencyAlerts } = call.repository.security;
  if (off.includes('dependabot')) return OFF.dependabot;
  const { state, severity, scope } = call.query;
  const alerts = dependencyAlerts.filter(
    (alert) =>
      isAmong(alert.state, state) &&
      isAmong(alert.severity, severity) &&
      (scope === undefined || alert.scope === scope),
  );
  return { list: alerts.map((alert) => viewDependencyAlert(call, alert)) };
}

/** Several words are separated by commas. */
function isAmong(word: string, list: unknown): boolean {
  return typeof list !== 'string' || list.split(',').includes(word);
}
