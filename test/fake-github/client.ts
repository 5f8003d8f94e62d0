import type { Seed } from './seed/seed.ts';
import { startFakeGitHub, type FakeGitHub, type FakeGitHubOptions } from './server.ts';
import type { Token } from './state/world.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; undefined when there is none. */
  readonly body: Readonly<Record<string, unknown>> & readonly Readonly<Record<string, unknown>>[];
}

/** A GitHub with one repository, `acme/shop`, and a client that speaks to it as plainly as can be. */
export interface Stage {
  readonly github: FakeGitHub;
  /** Tips of the seeded branches. */
  readonly main: string;
  readonly feature: string;
  /** Asks below `/repos/acme/shop` unless the path begins with two slashes. */
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answered>;
  query(text: string, variables?: object): Promise<Answered>;
}

/** Everything a workflow's token may be given. */
export const EVERYTHING: Token['permissions'] = {
  actions: 'write',
  checks: 'write',
  contents: 'write',
  deployments: 'write',
  issues: 'write',
  members: 'read',
  pull_requests: 'write',
  secret_scanning_alerts: 'read',
  security_events: 'read',
  statuses: 'read',
  vulnerability_alerts: 'read',
};

export const SHOP_SEED: Seed = {
  tokens: {
    'token-all': { login: 'github-actions[bot]', permissions: EVERYTHING },
    'token-reader': { login: 'github-actions[bot]', permissions: { contents: 'read' } },
    'token-person': { login: 'octocat', permissions: EVERYTHING },
  },
  teams: { 'acme/on-call': ['octocat'] },
  repositories: [
    {
      owner: 'acme',
      name: 'shop',
      collaborators: { octocat: 'admin', hubot: 'triage' },
      commits: [
        { message: 'Begin', files: { 'README.md': 'Shop\n', 'docs/use.md': 'Use it\n' } },
        { branch: 'feature', message: 'Add a feature', files: { 'feature.txt': 'new\n' } },
      ],
      issues: [{ title: 'Stop everything', labels: ['Blocker', 'ops'] }, { state: 'closed' }],
      pulls: [{ number: 7, head: 'feature', labels: ['hotfix'], reviews: [{ body: 'Good' }] }],
      checkRuns: [{ name: 'build' }, { name: 'build', conclusion: 'failure' }],
      statuses: [{ context: 'ci', state: 'success' }],
      environments: [
        { name: 'production' },
        {
          name: 'production-approval',
          waitTimer: 5,
          reviewers: [{ user: 'octocat' }, { team: 'release' }],
          branchPolicy: 'protected',
        },
      ],
      runs: [
        {
          id: 42,
          approvals: [{ environment: 'production-approval', comment: 'Go' }],
          jobs: [{ name: 'gates', status: 'completed', conclusion: 'success' }],
        },
        {
          id: 44,
          attempt: 2,
          status: 'completed',
          conclusion: 'success',
          jobs: [{ name: 'phase-1', status: 'completed', conclusion: 'success' }],
        },
        { id: 45, status: 'completed', createdAt: '2020-01-01T00:00:00Z' },
      ],
      security: {
        analyses: [{}, { at: 'feature', ref: 'refs/heads/feature' }],
        codeAlerts: [{ securitySeverity: 'high' }, { state: 'fixed' }],
        secretAlerts: [{ validity: 'active' }, { state: 'resolved' }, { type: 'rsa_private_key' }],
        dependencyAlerts: [{}, { severity: 'low', scope: 'development' }, { state: 'fixed' }],
      },
    },
  ],
};

export async function setStage(options: FakeGitHubOptions = {}): Promise<Stage> {
  const github = await startFakeGitHub({ seed: SHOP_SEED, ...options });
  const { refs } = github.repository('acme/shop');

  async function ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) {
    const url = path.startsWith('//') ? path.slice(1) : `/repos/acme/shop${path}`;
    const response = await fetch(github.url + url, {
      method,
      headers: { authorization: 'Bearer token-all', ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as Answered['body'],
    };
  }

  return {
    github,
    main: refs['refs/heads/main'] ?? '',
    feature: refs['refs/heads/feature'] ?? '',
    ask,
    query: (query, variables) => ask('POST', '//graphql', { query, variables }),
  };
}
