import { stamp, type Place } from '../state/hub.ts';
import type { Security } from '../state/security.ts';
import { takeId } from '../state/world.ts';
import { requireRevision } from './plant-commit.ts';
import type { SecuritySeed } from './seed.ts';

export const NO_FINDINGS: Security = {
  off: [],
  analyses: [],
  codeAlerts: [],
  secretAlerts: [],
  dependencyAlerts: [],
};

/** Sets what a seed says of a repository's security in place of all that was known of it. */
export function plantSecurity({ hub, repository }: Place, seed: SecuritySeed): void {
  const ref = `refs/heads/${repository.defaultBranch}`;
  const createdAt = stamp(hub);
  repository.security = {
    off: seed.off ?? [],
    analyses: (seed.analyses ?? []).map(({ at, ...analysis }) => ({
      id: takeId(hub.world),
      ref,
      commitSha: requireRevision(repository, at),
      tool: 'CodeQL',
      category: '/language:javascript',
      error: '',
      createdAt,
      ...analysis,
    })),
    codeAlerts: (seed.codeAlerts ?? []).map((alert, index) => ({
      number: index + 1,
      ref,
      tool: 'CodeQL',
      state: 'open',
      rule: 'js/xss',
      severity: 'error',
      securitySeverity: null,
      createdAt,
      ...alert,
    })),
    secretAlerts: (seed.secretAlerts ?? []).map((alert, index) => ({
      number: index + 1,
      state: 'open',
      type: 'stripe_api_key',
      secret: 'sk_live_never_to_be_seen',
      validity: 'unknown',
      createdAt,
      ...alert,
    })),
    dependencyAlerts: (seed.dependencyAlerts ?? []).map((alert, index) => ({
      number: index + 1,
      state: 'open',
      package: 'left-pad',
      manifest: 'package-lock.json',
      scope: 'runtime',
      severity: 'high',
      createdAt,
      ...alert,
    })),
  };
}
