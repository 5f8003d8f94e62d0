import type { Scene } from '../state/hub.ts';
import type { Analysis, CodeAlert, DependencyAlert, SecretAlert } from '../state/security.ts';
import { apiLink, webLink } from './links.ts';

export function viewAnalysis({ hub, repository }: Scene, analysis: Analysis): object {
  return {
    ref: analysis.ref,
    commit_sha: analysis.commitSha,
    analysis_key: '.github/workflows/codeql.yml:analyze',
    environment: '{}',
    category: analysis.category,
    error: analysis.error,
    warning: '',
    created_at: analysis.createdAt,
    results_count: 0,
    rules_count: 67,
    id: analysis.id,
    url: apiLink(hub, repository, `/code-scanning/analyses/${analysis.id}`),
    sarif_id: '6c81cd8e-b078-4ac3-a3be-1dad7dbd0b53',
    tool: viewTool(analysis),
    deletable: true,
  };
}

function viewTool({ tool }: { readonly tool: string }): object {
  return { name: tool, guid: null, version: '2.4.0' };
}

/** Addresses, state and times, as alerts of every kind show them. */
function viewAlert(
  { hub, repository }: Scene,
  kind: string,
  { number, createdAt }: { readonly number: number; readonly createdAt: string },
): object {
  return {
    number,
    created_at: createdAt,
    updated_at: createdAt,
    url: apiLink(hub, repository, `/${kind}/alerts/${number}`),
    html_url: webLink(repository, `/security/${kind}/${number}`),
  };
}

const NOT_DISMISSED = { dismissed_by: null, dismissed_at: null, dismissed_reason: null };

export function viewCodeAlert(scene: Scene, alert: CodeAlert): object {
  const { hub, repository } = scene;
  const url = apiLink(hub, repository, `/code-scanning/alerts/${alert.number}`);
  return {
    ...viewAlert(scene, 'code-scanning', alert),
    instances_url: `${url}/instances`,
    state: alert.state,
    fixed_at: alert.state === 'fixed' ? alert.createdAt : null,
    ...NOT_DISMISSED,
    dismissed_comment: null,
    rule: {
      id: alert.rule,
      name: alert.rule,
      severity: alert.severity,
      security_severity_level: alert.securitySeverity,
      description: `What ${alert.rule} is about`,
      tags: ['security'],
    },
    tool: viewTool(alert),
    most_recent_instance: {
      ref: alert.ref,
      analysis_key: '.github/workflows/codeql.yml:analyze',
      environment: '{}',
      category: '/language:javascript',
      state: alert.state,
      commit_sha: repository.refs[alert.ref] ?? '',
      message: { text: 'User-provided data reaches the page.' },
      location: { path: 'src/page.js', start_line: 3, end_line: 3, start_column: 1, end_column: 9 },
      classifications: [],
    },
  };
}

export function viewSecretAlert(scene: Scene, alert: SecretAlert, isHidden: boolean): object {
  const { hub, repository } = scene;
  return {
    ...viewAlert(scene, 'secret-scanning', alert),
    locations_url: apiLink(hub, repository, `/secret-scanning/alerts/${alert.number}/locations`),
    state: alert.state,
    resolution: alert.state === 'resolved' ? 'revoked' : null,
    resolved_at: alert.state === 'resolved' ? alert.createdAt : null,
    resolved_by: null,
    resolution_comment: null,
    secret_type: alert.type,
    secret_type_display_name: alert.type.replaceAll('_', ' '),
    ...(!isHidden && { secret: alert.secret }),
    push_protection_bypassed: false,
    validity: alert.validity,
    publicly_leaked: false,
    multi_repo: false,
  };
}

export function viewDependencyAlert(scene: Scene, alert: DependencyAlert): object {
  const isFixed = alert.state === 'fixed';
  const affected = { ecosystem: 'npm', name: alert.package };
  const vulnerability = {
    package: affected,
    severity: alert.severity,
    vulnerable_version_range: '< 2.0.0',
    first_patched_version: { identifier: '2.0.0' },
  };
  return {
    ...viewAlert(scene, 'dependabot', alert),
    state: alert.state,
    dependency: {
      package: affected,
      manifest_path: alert.manifest,
      scope: alert.scope,
    },
    security_advisory: {
      ghsa_id: 'GHSA-rf4j-j272-fj86',
      cve_id: null,
      summary: `A hole in ${alert.package}`,
      description: `A hole in ${alert.package}, at length.`,
      vulnerabilities: [vulnerability],
      severity: alert.severity,
      cvss: { score: 7.5, vector_string: null },
      cwes: [],
      identifiers: [{ type: 'GHSA', value: 'GHSA-rf4j-j272-fj86' }],
      references: [],
      published_at: alert.createdAt,
      updated_at: alert.createdAt,
      withdrawn_at: null,
    },
    security_vulnerability: vulnerability,
    ...NOT_DISMISSED,
    dismissed_comment: null,
    fixed_at: isFixed ? alert.createdAt : null,
  };
}
