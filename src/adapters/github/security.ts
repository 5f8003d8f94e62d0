import { z } from 'zod';
import { SEVERITIES } from '../../core/plan/gate/github.ts';
import type { Severity } from '../../core/plan/plan.ts';
import type { Analysis, Security, SecurityResult } from '../../ports/security.ts';
import { expecting } from './answer.ts';
import type { Answer } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { readPages } from './pages.ts';
import { toResult } from './result.ts';
import { readSecretAlerts } from './secret-alerts.ts';

const severity = z.enum(SEVERITIES);

const analyses = z.array(
  z.object({
    commit_sha: z.string(),
    ref: z.string(),
    error: z.string(),
    tool: z.object({ name: z.string() }),
  }),
);

const codeAlerts = z.array(
  z.object({
    number: z.int(),
    rule: z.object({
      id: z.string().nullish(),
      severity: z.string().nullish(),
      security_severity_level: severity.nullish(),
    }),
  }),
);

const dependencyAlerts = z.array(
  z.object({
    number: z.int(),
    security_vulnerability: z.object({ severity, package: z.object({ name: z.string() }) }),
  }),
);

const PAGE_SIZE = 100;
/** A repository keeps thousands; the release's own are among the newest. */
const MOST_PAGES = 5;

/**
 * What GitHub's scanners found. Takes `security-events: read` for code, `vulnerability-alerts: read` for
 * dependencies, and for secrets a token that no job has.
 */
export function createGitHubSecurity(
  client: GitHubClient,
  place: { readonly owner: string; readonly repo: string },
): Security {
  /** The newest pages, as far as the one behind the last that holds something of the commit. */
  async function readAnalyses(sha: string): Promise<Answer<readonly Analysis[]>> {
    const own: Analysis[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const route = 'GET /repos/{owner}/{repo}/code-scanning/analyses';
      const asked = await client.rest(route, { ...place, per_page: PAGE_SIZE, page });
      const answer = expecting(asked, analyses, `the analyses of ${sha}`);
      if (answer.outcome === 'failed') return answer;
      const found = answer.data.filter(({ commit_sha }) => commit_sha === sha);
      own.push(...found.map(({ ref, error, tool }) => ({ ref, error, tool: tool.name })));
      const isPast = own.length > 0 && found.length === 0;
      if (isPast || answer.data.length < PAGE_SIZE) break;
    }
    return { outcome: 'answered', data: own };
  }

  return {
    analysesOf: async (sha) => judge(await readAnalyses(sha), 'code scanning', (own) => own),

    async codeAlerts(ref) {
      const route = 'GET /repos/{owner}/{repo}/code-scanning/alerts';
      const answer = await readPages(
        (page) => client.rest(route, { ...place, ref, state: 'open', ...page }),
        codeAlerts,
        `the code scanning alerts of ${ref}`,
      );
      return judge(answer, 'code scanning', (rows) =>
        rows.map(({ number, rule }) => ({
          number,
          severity: rule.security_severity_level ?? severityOf(rule.severity),
          rule: rule.id ?? 'a rule without a name',
        })),
      );
    },

    async secretAlerts(validity) {
      const answer = await readSecretAlerts(client, place, validity);
      return judge(answer, 'secret scanning', (found) => found);
    },

    async dependencyAlerts(severities, scope) {
      const route = 'GET /repos/{owner}/{repo}/dependabot/alerts';
      const asked = await client.rest(route, {
        ...place,
        state: 'open',
        severity: severities.join(','),
        ...(scope !== undefined && { scope }),
        per_page: PAGE_SIZE,
      });
      const answer = expecting(asked, dependencyAlerts, 'the Dependabot alerts');
      return judge(answer, 'Dependabot alerts', (rows) => ({
        alerts: rows.map(
          ({ number, security_vulnerability: { severity: level, package: one } }) => ({
            number,
            severity: level,
            package: one.name,
          }),
        ),
        isCut: rows.length >= PAGE_SIZE,
      }));
    },
  };
}

/** A rule that is not about security has only the tool's own word; one that says nothing counts as the worst. */
function severityOf(word: string | null | undefined): Severity {
  switch (word) {
    case 'error':
      return 'high';
    case 'warning':
      return 'medium';
    case 'note':
    case 'none':
      return 'low';
    default:
      return 'critical';
  }
}

/** GitHub says of a feature that is off what it says of a token that may not look: 403, or 404. */
const OFF = /disabled|must be enabled|not enabled|not available|no analysis found/i;

function judge<T, U>(answer: Answer<T>, feature: string, shape: (data: T) => U): SecurityResult<U> {
  if (answer.outcome === 'answered') return { outcome: 'read', found: shape(answer.data) };
  const isRefusal = answer.status === 403 || answer.status === 404;
  if (!isRefusal || !OFF.test(answer.detail)) return toResult(answer, shape);
  const hasNeverRun = /no analysis found/i.test(answer.detail);
  return {
    outcome: 'off',
    detail: hasNeverRun ? `${feature} has never run here` : `${feature} is off for this repository`,
  };
}
