import { describe, expect, test } from 'vitest';
import { createGitHubForge } from '../../../src/adapters/github/forge.ts';
import { createGitHubPeople } from '../../../src/adapters/github/people.ts';
import type { RepositorySeed, Seed } from '../../fake-github/seed/seed.ts';
import { GENERIC_SECRETS } from '../../fake-github/state/security.ts';
import { PLACE, startWorld } from './world.ts';

const TOKENS: NonNullable<Seed['tokens']> = {
  'secret-scanner': {
    login: 'scanner',
    permissions: {
      security_events: 'read',
      secret_scanning_alerts: 'read',
      vulnerability_alerts: 'read',
    },
  },
};

async function startForge(more: Partial<RepositorySeed> = {}, token = 'secret-token') {
  const { github, connect } = await startWorld();
  const seed = { owner: PLACE.owner, name: PLACE.repo, ...more };
  github.plant({ tokens: TOKENS, repositories: [seed] });
  const client = connect({ token });
  const { refs } = github.repository('octo/shop');
  const shaOf = (branch: string) => refs[`refs/heads/${branch}`] ?? '';
  const people = createGitHubPeople({ client, teamClient: undefined, ...PLACE });
  const forge = createGitHubForge({ client, people, ...PLACE });
  return { github, client, forge, shaOf };
}

/** Main with a feature that was merged into it by a commit of its own, as a squash makes it. */
const SQUASHED: Partial<RepositorySeed> = {
  commits: [
    { branch: 'feature', files: { a: '1' }, author: 'ada' },
    { files: { a: '1' }, author: 'grace', message: 'Add a (#7)' },
  ],
  pulls: [
    {
      number: 7,
      head: 'feature',
      author: 'linus',
      mergedAs: 'main',
      reviews: [
        { author: 'ken', state: 'APPROVED' },
        { author: 'ken', state: 'COMMENTED' },
        { author: 'rob', state: 'APPROVED' },
        { author: 'Rob', state: 'CHANGES_REQUESTED' },
        { author: 'dee', state: 'DISMISSED', commitSha: 'd'.repeat(40) },
      ],
    },
  ],
};

describe('reviews', () => {
  test('are those of the pull request that was merged as the commit', async () => {
    const { forge, shaOf, github } = await startForge(SQUASHED);
    const { reviews } = forge;
    expect(await reviews.pullRequestsOf(shaOf('main'))).toMatchObject({
      outcome: 'read',
      found: [{ number: 7, isMerged: true, headSha: shaOf('feature') }],
    });
    expect(await reviews.reviewsOn(7)).toMatchObject({
      found: [
        { by: 'ken', verdict: 'approved', commit: shaOf('feature') },
        { by: 'Rob', verdict: 'changes-requested' },
        { by: 'dee', verdict: 'dismissed', commit: 'd'.repeat(40) },
      ],
    });
    expect(github.violations).toEqual([]);
  });

  test('have as authors who opened it and who wrote its last commit, not who merged it', async () => {
    const { forge, shaOf, github } = await startForge(SQUASHED);
    expect(await forge.reviews.authorsOf(shaOf('main'))).toEqual({
      outcome: 'read',
      found: ['linus', 'ada'],
    });
    expect(github.violations).toEqual([]);
  });

  test('of a pull request that merely holds the commit are not of the release', async () => {
    const { forge, shaOf, github } = await startForge({
      commits: [{ branch: 'feature', files: { a: '1' } }],
    });
    const first = shaOf('feature');
    const more = {
      commits: [{ branch: 'feature', files: { a: '2' } }],
      pulls: [{ number: 7, head: 'feature' }],
    };
    github.plant({ repositories: [{ owner: PLACE.owner, name: PLACE.repo, ...more }] });
    expect(await forge.reviews.pullRequestsOf(first)).toEqual({ outcome: 'read', found: [] });
    expect(await forge.reviews.pullRequestsOf(shaOf('feature'))).toMatchObject({
      found: [{ number: 7, isMerged: false }],
    });
  });

  test('come from every page', async () => {
    const { forge } = await startForge({
      commits: [{ branch: 'feature', files: { a: '1' } }],
      pulls: [
        {
          number: 7,
          head: 'feature',
          reviews: Array.from({ length: 130 }, (_, index) => ({ author: `p${index}` })),
        },
      ],
    });
    const read = await forge.reviews.reviewsOn(7);
    expect(read.outcome === 'read' && read.found.length).toBe(130);
  });
});

describe('security', () => {
  test('knows the analyses of a commit, wherever they stand among others', async () => {
    const { forge, shaOf, github, client } = await startForge(
      {
        commits: [{ branch: 'feature', files: { a: '1' } }],
        security: {
          analyses: [
            { tool: 'zizmor' },
            { error: 'out of memory' },
            ...Array.from({ length: 150 }, () => ({ at: 'feature', ref: 'refs/heads/feature' })),
          ],
        },
      },
      'secret-scanner',
    );
    expect(await forge.security.analysesOf(shaOf('main'))).toEqual({
      outcome: 'read',
      found: [
        { tool: 'CodeQL', ref: 'refs/heads/main', error: 'out of memory' },
        { tool: 'zizmor', ref: 'refs/heads/main', error: '' },
      ],
    });
    expect(client.requests).toBe(2);
    expect(await forge.security.analysesOf('1'.repeat(40))).toEqual({ outcome: 'read', found: [] });
    expect(github.violations).toEqual([]);
  });

  test('weighs code alerts by their security severity, else by what the tool says', async () => {
    const { forge, github } = await startForge(
      {
        security: {
          analyses: [{}],
          codeAlerts: [
            { securitySeverity: 'critical', severity: 'note' },
            { severity: 'error' },
            { severity: 'warning' },
            { severity: 'note' },
            { severity: 'none' },
            { severity: null },
            { state: 'dismissed' },
            { ref: 'refs/heads/feature' },
          ],
        },
      },
      'secret-scanner',
    );
    const read = await forge.security.codeAlerts('refs/heads/main');
    expect(read.outcome === 'read' && read.found.map(({ severity }) => severity)).toEqual([
      'critical',
      'high',
      'medium',
      'low',
      'low',
      'critical',
    ]);
    expect(github.violations).toEqual([]);
  });

  test('never asks for a secret itself', async () => {
    const { forge, github } = await startForge(
      { security: { secretAlerts: [{ validity: 'active' }, { validity: 'inactive' }] } },
      'secret-scanner',
    );
    expect(await forge.security.secretAlerts(['active', 'unknown'])).toEqual({
      outcome: 'read',
      found: { alerts: [{ number: 1, kind: 'stripe api key' }], isCut: false },
    });
    const asked = github.requests.filter(({ path }) => path.endsWith('/secret-scanning/alerts'));
    expect(asked.map(({ query }) => query.includes('hide_secret=true'))).toEqual([true, true]);
    expect(github.violations).toEqual([]);
  });

  test.each(GENERIC_SECRETS)(
    'is told of a leaked %s, which GitHub leaves out unless asked for it',
    async (type) => {
      const { forge, github } = await startForge(
        { security: { secretAlerts: [{}, { type }, { type, state: 'resolved' }] } },
        'secret-scanner',
      );
      expect(await forge.security.secretAlerts([])).toEqual({
        outcome: 'read',
        found: {
          alerts: [
            { number: 1, kind: 'stripe api key' },
            { number: 2, kind: type.replaceAll('_', ' ') },
          ],
          isCut: false,
        },
      });
      expect(github.violations).toEqual([]);
    },
  );

  test('counts a secret once that GitHub tells twice', async () => {
    const { forge, github } = await startForge({}, 'secret-scanner');
    const body = [{ number: 3, secret_type_display_name: 'Password' }];
    github.fail({ match: { path: '/secret-scanning/alerts$' }, answer: 200, body, times: 2 });
    expect(await forge.security.secretAlerts([])).toEqual({
      outcome: 'read',
      found: { alerts: [{ number: 3, kind: 'Password' }], isCut: false },
    });
  });

  test.each([0, 1])('knows of no secret where GitHub answers but %i of two', async (after) => {
    const { forge, github } = await startForge({}, 'secret-scanner');
    github.fail({ match: { path: '/secret-scanning/alerts$' }, answer: 422, after, times: 1 });
    expect(await forge.security.secretAlerts([])).toMatchObject({ outcome: 'failed' });
  });

  test('says that there may be more than a hundred', async () => {
    const { forge, client } = await startForge(
      { security: { dependencyAlerts: Array.from({ length: 130 }, () => ({})) } },
      'secret-scanner',
    );
    const read = await forge.security.dependencyAlerts(['high'], 'runtime');
    expect(read).toMatchObject({ found: { isCut: true } });
    expect(read.outcome === 'read' && read.found.alerts.length).toBe(100);
    expect(client.requests).toBe(1);
  });

  test('tells a feature that is off from a token that may not look', async () => {
    const { forge, github } = await startForge(
      { security: { off: ['code-scanning', 'secret-scanning', 'dependabot'] } },
      'secret-scanner',
    );
    const { security } = forge;
    const off = (detail: string) => ({ outcome: 'off', detail });
    const here = 'is off for this repository';
    expect(await security.analysesOf('main')).toEqual(off(`code scanning ${here}`));
    expect(await security.codeAlerts('main')).toEqual(off(`code scanning ${here}`));
    expect(await security.secretAlerts([])).toEqual(off(`secret scanning ${here}`));
    expect(await security.dependencyAlerts(['low'])).toMatchObject({ outcome: 'off' });
    expect(github.violations).toEqual([]);
  });

  test('says when code scanning has never run', async () => {
    const { forge } = await startForge({}, 'secret-scanner');
    expect(await forge.security.analysesOf('main')).toEqual({
      outcome: 'off',
      detail: 'code scanning has never run here',
    });
  });

  test('names what a token lacks, and that no job can have it', async () => {
    const { forge } = await startForge();
    const refused = (words: RegExp) => ({
      outcome: 'failed',
      reason: 'unauthorized',
      detail: expect.stringMatching(words),
    });
    const { security } = forge;
    expect(await security.codeAlerts('main')).toEqual(refused(/add "security-events: read"/));
    expect(await security.dependencyAlerts(['low'])).toEqual(
      refused(/add "vulnerability-alerts: read"/),
    );
    expect(await security.secretAlerts([])).toEqual(
      refused(/it takes "secret-scanning-alerts: read", which no job's own token has$/),
    );
  });

  test('works with no answer of another shape', async () => {
    const { forge, github } = await startForge({}, 'secret-scanner');
    github.fail({ match: { path: 'alerts$' }, answer: 200, body: [{ number: 1 }], times: 9 });
    expect(await forge.security.codeAlerts('main')).toMatchObject({ reason: 'malformed' });
    expect(await forge.security.dependencyAlerts(['low'])).toMatchObject({ reason: 'malformed' });
  });
});

describe('descriptions', () => {
  const SEED: Partial<RepositorySeed> = {
    commits: [{ branch: 'feature', files: { a: '1' } }],
    issues: [
      { number: 40, body: '- [x] a', author: 'ada' },
      { number: 41, body: '- [ ] b', author: 'ada', editedBy: 'grace' },
    ],
    pulls: [{ number: 42, head: 'feature', body: '- [x] c', author: 'linus' }],
  };

  test.each([
    [40, { text: '- [x] a', by: 'ada' }],
    [41, { text: '- [ ] b', by: 'grace' }],
    [42, { text: '- [x] c', by: 'linus' }],
  ])('of #%d', async (number, found) => {
    const { forge, github } = await startForge(SEED);
    expect(await forge.descriptions.read(number)).toEqual({
      outcome: 'read',
      found: { number, ...found },
    });
    expect(github.violations).toEqual([]);
  });

  test('whose editor is gone are nobody’s', async () => {
    const { forge, github } = await startForge(SEED);
    const one = { number: 40, body: 'x', author: { login: 'ada' }, editor: null };
    const issueOrPullRequest = { ...one, lastEditedAt: '2026-01-01T00:00:00Z' };
    github.fail({
      match: { body: 'Description' },
      answer: 200,
      body: { data: { repository: { issueOrPullRequest } } },
    });
    expect(await forge.descriptions.read(40)).toMatchObject({ found: { by: undefined } });
  });

  test('that are not there are refused', async () => {
    const { forge } = await startForge(SEED);
    expect(await forge.descriptions.read(99)).toMatchObject({
      outcome: 'failed',
      reason: 'refused',
    });
  });
});
