import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../../src/core/plan/parse.ts';
import { referencedVariables } from '../../../../src/core/plan/variables.ts';
import { planOf } from '../parsed.ts';
import { planWith } from '../sample.ts';

function gateOf(written: string) {
  const { gates } = planOf(planWith({ gates: `gates:\n  - ${written}` }));
  return gates[0];
}

describe('gates that ask GitHub', () => {
  it.each([
    ['reviews: {}', { kind: 'reviews', count: 1, from: [], acceptOlder: false }],
    [
      'reviews: { count: 2, from: [ada, acme/release], accept-older: true }',
      {
        count: 2,
        from: [
          { kind: 'person', login: 'ada' },
          { kind: 'team', organization: 'acme', slug: 'release' },
        ],
        acceptOlder: true,
      },
    ],
    ['code-scanning: {}', { kind: 'code-scanning', noneFrom: 'low', tools: [] }],
    [
      'code-scanning: { none-from: high, tools: [CodeQL] }',
      { noneFrom: 'high', tools: ['CodeQL'] },
    ],
    ['secret-scanning: { validity: [active] }', { kind: 'secret-scanning', validity: ['active'] }],
    [
      'dependabot: { none-from: critical, scope: runtime }',
      { kind: 'dependabot', noneFrom: 'critical', scope: 'runtime' },
    ],
    [
      'attestation: { artifact: oci://ghcr.io/acme/shop:$VERSION }',
      {
        kind: 'attestation',
        artifact: 'oci://ghcr.io/acme/shop:$VERSION',
        from: { kind: 'this-repository' },
        predicateType: 'https://slsa.dev/provenance/v1',
        ofReleasedCommit: false,
      },
    ],
    [
      'attestation: { artifact: shop.tgz, owner: acme, signer-workflow: acme/build/.github/workflows/build.yml, of-released-commit: true }',
      {
        from: { kind: 'owner', name: 'acme' },
        signerWorkflow: 'acme/build/.github/workflows/build.yml',
        ofReleasedCommit: true,
      },
    ],
    [
      'baked: { environment: staging, for: 24h }',
      { kind: 'baked', environment: 'staging', for: 86_400_000 },
    ],
    ['stable: { url: $UP }', { kind: 'stable', name: 'stable', timeout: 30_000 }],
    [
      'stable: { url: $STABLE_URL/ready, status: 204 }',
      { connection: { url: '$STABLE_URL/ready', headers: {} }, status: 204 },
    ],
    [
      'checklist: { file: RELEASE.md }',
      { kind: 'checklist', place: { kind: 'file', path: 'RELEASE.md' }, by: [] },
    ],
    ['checklist: { issue: 42 }', { place: { kind: 'issue', number: '42' } }],
    ['checklist: { issue: $LIST }', { place: { kind: 'issue', number: '$LIST' } }],
    [
      'checklist: { label: go-live, by: [ada] }',
      { place: { kind: 'label', label: 'go-live' }, by: [{ kind: 'person', login: 'ada' }] },
    ],
    ['checklist: { pull-request: true }', { place: { kind: 'pull-request' } }],
  ])('%s', (written, gate) => {
    expect(gateOf(written)).toMatchObject(gate);
  });

  it('never repeat a token that is written out, and warn of it', () => {
    const text = planWith({ gates: 'gates:\n  - dependabot: { token: hunter22 }' });
    const { problems } = parsePlan(text, 'rollout.yml');
    expect(problems).toMatchObject([{ severity: 'warning', code: 'literal-secret' }]);
    const wrong = planWith({ gates: 'gates:\n  - dependabot: { token: [hunter22] }' });
    expect(JSON.stringify(parsePlan(wrong, 'rollout.yml').problems)).not.toContain('hunter22');
  });

  it('name the variables they need', () => {
    const gates = `gates:
  - dependabot: { token: $A }
  - attestation: { artifact: "$B.tgz" }
  - stable: { url: $C }
  - checklist: { issue: $D }
  - quality: { file: $E, require: [lines > 1] }`;
    expect(referencedVariables(planOf(planWith({ gates })))).toEqual(['A', 'B', 'C', 'D', 'E']);
  });
});
