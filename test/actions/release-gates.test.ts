import { describe, expect, it, onTestFinished } from 'vitest';
import type { GateFinding } from '../../src/core/finding.ts';
import type { RepositorySeed } from '../fake-github/seed/seed.ts';
import { rollout } from '../core/delivery/history.ts';
import { act, planIn } from './inside.ts';
import { keepRollouts } from './ledger.ts';
import { PERMISSIONS, PULL, setStage, type Stage } from './stage.ts';
import { TWO_PHASES } from './plans.ts';

const HOUR = 3_600_000;

const GATES = `gates:
  - reviews: { from: [acme/release] }
  - checklist: { pull-request: true, by: [grace] }
  - checklist: { name: go, label: go-live }
  - code-scanning: { none-from: high, tools: [CodeQL], token: $SECURITY_TOKEN }
  - secret-scanning: { token: $SECURITY_TOKEN }
  - dependabot: { none-from: critical, token: $SECURITY_TOKEN }
  - baked: { environment: staging, for: 1h }`;

const SECRETS = { 'team-token': 'team-token', variables: 'SECURITY_TOKEN=security-token' };

/** The pull request is approved and ticked, scanners are content, and staging carried the commit for two hours. */
const GREEN: Partial<RepositorySeed> = {
  collaborators: { grace: 'write' },
  pulls: [
    {
      ...PULL,
      body: '- [x] migrations',
      editedBy: 'grace',
      reviews: [{ author: 'grace' }],
    },
  ],
  issues: [{ number: 20, labels: ['go-live'], body: '- [x] support told' }],
  security: { analyses: [{ at: 'feature', ref: 'refs/heads/feature' }] },
};

async function stageWith(seed: Partial<RepositorySeed>, bakedFor = 2 * HOUR): Promise<Stage> {
  const stage = await setStage(seed);
  onTestFinished(() => stage.close());
  stage.github.plant({
    tokens: {
      'team-token': { login: 'reader', permissions: { members: 'read' } },
      'security-token': {
        login: 'scanner',
        permissions: {
          security_events: 'read',
          secret_scanning_alerts: 'read',
          vulnerability_alerts: 'read',
        },
      },
    },
    teams: { 'acme/release': ['grace'] },
  });
  stage.writePlan(planIn(stage, TWO_PHASES, GATES));
  const promotedAt = Date.now() - bakedFor;
  const events = rollout({
    version: 'main',
    sha: stage.sha,
    steps: [
      [promotedAt - HOUR, 100],
      [promotedAt, 'promoted'],
    ],
  });
  await keepRollouts(stage, { environment: 'staging', name: 'shop' }, [events]);
  return stage;
}

async function ask(stage: Stage, inputs: Readonly<Record<string, string>> = SECRETS) {
  const done = await act(stage, 'gates', { record: 'false', ...inputs });
  const findings = JSON.parse(String(done.outputs['findings'])) as readonly GateFinding[];
  return { done, outcomes: Object.fromEntries(findings.map((one) => [one.gate, one])) };
}

describe('gates that ask GitHub and another ledger', () => {
  it('are open where all is well, with the permissions of the workflow and two tokens', async () => {
    const stage = await stageWith(GREEN);
    const { done, outcomes } = await ask(stage);
    expect(done.outputs['open'], done.log).toBe('true');
    expect(Object.values(outcomes).map(({ outcome }) => outcome)).toEqual(Array(7).fill('open'));
    expect(outcomes['reviews']?.found).toBe('#7 is approved by grace');
    expect(outcomes['checklist']?.found).toBe('#7: all 1 ticked, last edited by grace');
    expect(outcomes['baked']?.found).toMatch(/^staging has carried it for 2h/);
    expect(done.masked).toContain('security-token');
    expect(done.masked).toContain('team-token');
    expect(stage.github.violations).toEqual([]);
    expect(new Set(stage.github.requests.map(({ method }) => method))).toEqual(
      new Set(['GET', 'POST']), // descriptions and ledgers are read by GraphQL
    );
    expect(stage.github.requests.length).toBeLessThan(40);
  });

  it('are shut where it is not, each for its reason', async () => {
    const stage = await stageWith(
      {
        ...GREEN,
        pulls: [
          {
            ...PULL,
            body: '- [ ] migrations',
            reviews: [{ author: 'grace', commitSha: 'e'.repeat(40) }],
          },
        ],
        issues: [],
        security: {
          analyses: [{ at: 'feature', ref: 'refs/heads/feature' }],
          codeAlerts: [{ ref: 'refs/heads/feature', securitySeverity: 'critical' }],
          secretAlerts: [{}],
          dependencyAlerts: [{ severity: 'critical' }],
        },
      },
      HOUR / 2,
    );
    const { done, outcomes } = await ask(stage);
    expect(done.failure).toBeDefined();
    expect(Object.values(outcomes).map(({ outcome }) => outcome)).toEqual(Array(7).fill('shut'));
    expect(outcomes['baked']?.opensAt).toBeGreaterThan(Date.now());
    expect(JSON.stringify(outcomes)).not.toContain('sk_live');
    expect(stage.github.violations).toEqual([]);
  });

  it('are broken without what they need, and say what that is', async () => {
    const stage = await stageWith(GREEN);
    stage.writePlan(
      planIn(
        stage,
        TWO_PHASES,
        GATES.replaceAll(', token: $SECURITY_TOKEN', '').replace(
          '{ token: $SECURITY_TOKEN }',
          '{}',
        ),
      ),
    );
    const { outcomes } = await ask(stage, {});
    const remedies = Object.values(outcomes)
      .filter(({ outcome }) => outcome === 'broken')
      .map(({ gate, remedy }) => `${gate}: ${remedy}`);
    expect(remedies).toEqual([
      expect.stringMatching(/^reviews: .*`team-token`/),
      expect.stringMatching(/^code-scanning: grant the job `security-events: read`/),
      expect.stringMatching(/^secret-scanning: give this gate a `token`/),
      expect.stringMatching(/^dependabot: grant the job `vulnerability-alerts: read`/),
    ]);
    expect(PERMISSIONS).not.toHaveProperty('security_events');
    expect(stage.github.violations).toEqual([]);
  });
});
