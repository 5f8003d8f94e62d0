import { describe, expect, it } from 'vitest';
import { createGateSources } from '../../../src/adapters/gates/sources.ts';
import type { Gate } from '../../../src/core/plan/plan.ts';
import type { Forge } from '../../../src/ports/forge.ts';
import type { Analysis } from '../../../src/ports/security.ts';
import { away, createForge, forbidding, silent } from './forge.ts';

const SHA = 'f00dfacef00dfacef00dfacef00dfacef00dface';
const MAIN = 'refs/heads/main';
const basics = { timeout: 5_000, position: { line: 1, column: 1 } };

type Of<Kind extends Gate['kind']> = Extract<Gate, { kind: Kind }>;

function codeGate(change: Partial<Of<'code-scanning'>> = {}): Gate {
  const gate = { kind: 'code-scanning', name: 'code', noneFrom: 'high', tools: [] } as const;
  return { ...basics, ...gate, ...change };
}

function secretGate(change: Partial<Of<'secret-scanning'>> = {}): Gate {
  return { ...basics, kind: 'secret-scanning', name: 'secrets', validity: [], ...change };
}

function dependencyGate(change: Partial<Of<'dependabot'>> = {}): Gate {
  return { ...basics, kind: 'dependabot', name: 'holes', noneFrom: 'high', ...change };
}

const looked: Analysis = { tool: 'CodeQL', ref: MAIN, error: '' };
const clean = createForge({ analyses: [looked] });
const xss = { number: 3, severity: 'high', rule: 'js/xss' } as const;
const style = { number: 4, severity: 'medium', rule: 'js/style' } as const;
const worst = { number: 9, severity: 'critical', rule: 'js/injection' } as const;

function look(gate: Gate, forge?: Forge, environment: Readonly<Record<string, string>> = {}) {
  return createGateSources({
    environment,
    sha: SHA,
    ...(forge && { forge: () => forge }),
  }).evaluate(gate, 0);
}

describe('open', () => {
  it.each([
    ['nothing found', codeGate(), clean, `no such alert on ${MAIN}`],
    [
      'only milder ones',
      codeGate(),
      createForge({ analyses: [looked], codeAlerts: { [MAIN]: [style] } }),
      `no such alert on ${MAIN} (1 milder)`,
    ],
    [
      'the branch decides, not the pull request',
      codeGate({ tools: ['codeql'] }),
      createForge({
        analyses: [{ ...looked, ref: 'refs/pull/7/merge' }, looked],
        codeAlerts: { 'refs/pull/7/merge': [xss] },
      }),
      `no such alert on ${MAIN}`,
    ],
    ['no secret', secretGate(), clean, 'none'],
    [
      'only milder holes',
      dependencyGate(),
      createForge({ dependencyAlerts: [{ number: 1, severity: 'low', package: 'left-pad' }] }),
      'none',
    ],
  ])('%s', async (_, gate, forge, found) => {
    expect(await look(gate, forge)).toMatchObject({ outcome: 'open', found, remedy: '' });
  });
});

describe('shut', () => {
  it.each([
    [
      'alerts, the worst first',
      codeGate(),
      createForge({ analyses: [looked], codeAlerts: { [MAIN]: [xss, style, worst] } }),
      `2 on ${MAIN}: #9 js/injection (critical), #3 js/xss (high)`,
    ],
    ['no analysis', codeGate(), createForge({}), 'nothing has analysed f00dfacef00d'],
    [
      'a tool that is missing',
      codeGate({ tools: ['CodeQL', 'zizmor'] }),
      clean,
      'zizmor has not analysed f00dfacef00d',
    ],
    [
      'secrets',
      secretGate({ validity: ['active'] }),
      createForge({ secretAlerts: [{ number: 2, kind: 'Stripe API Key' }] }),
      '1: #2 Stripe API Key',
    ],
    [
      'more holes than a page holds',
      dependencyGate({ scope: 'runtime' }),
      createForge({
        dependencyAlerts: [{ number: 5, severity: 'high', package: 'left-pad' }],
        isCut: true,
      }),
      '1 or more: #5 left-pad (high)',
    ],
  ])('%s', async (_, gate, forge, found) => {
    expect(await look(gate, forge)).toMatchObject({
      outcome: 'shut',
      found,
      remedy: expect.stringMatching(/\S/),
    });
  });
});

const KINDS = [codeGate(), secretGate(), dependencyGate()];

describe('broken', () => {
  it.each(KINDS)('while GitHub is away: $kind', async (gate) => {
    expect(await look(gate, away)).toMatchObject({
      outcome: 'broken',
      found: 'GitHub answered 502',
      remedy: 'look again when GitHub answers',
    });
  });

  it.each([
    [codeGate(), /`security-events: read`/],
    [secretGate(), /no job's own token can/],
    [dependencyGate(), /`vulnerability-alerts: read`/],
  ])('where the token may not look, and says what would do', async (gate, remedy) => {
    expect(await look(gate, forbidding)).toMatchObject({
      outcome: 'broken',
      remedy: expect.stringMatching(remedy),
    });
  });

  it.each(KINDS)('where the feature is off: $kind', async (gate) => {
    const off = createForge({ off: { outcome: 'off', detail: 'it is off for this repository' } });
    expect(await look(gate, off)).toMatchObject({
      outcome: 'broken',
      found: 'it is off for this repository',
      remedy: expect.stringMatching(/switch it on/),
    });
  });

  it.each(KINDS)('when GitHub does not answer: $kind', async (gate) => {
    expect(await look({ ...gate, timeout: 50 }, silent)).toMatchObject({
      outcome: 'broken',
      found: 'no answer within 50ms',
    });
  });

  it.each(KINDS)('where there is no GitHub: $kind', async (gate) => {
    expect(await look(gate)).toMatchObject({
      outcome: 'broken',
      found: expect.stringContaining('no repository'),
    });
  });

  it('where an analysis failed: what it did not look at is not clean', async () => {
    const failed = createForge({ analyses: [looked, { ...looked, error: 'out of memory' }] });
    expect(await look(codeGate(), failed)).toMatchObject({
      outcome: 'broken',
      found: 'the analysis by CodeQL failed: out of memory',
    });
  });
});

describe('a token of its own', () => {
  const gate = dependencyGate({ token: '$SECURITY_TOKEN' });

  it('is what GitHub is asked with', async () => {
    const tokens: (string | undefined)[] = [];
    const sources = createGateSources({
      environment: { SECURITY_TOKEN: 'hunter22' },
      forge(token) {
        tokens.push(token);
        return clean;
      },
    });
    await sources.evaluate(gate, 0);
    await sources.evaluate(dependencyGate(), 0);
    expect(tokens).toEqual(['hunter22', undefined]);
  });

  it('that is not set breaks the gate, by its name', async () => {
    expect(await look(gate, clean)).toMatchObject({
      outcome: 'broken',
      found: expect.stringMatching(/^\$SECURITY_TOKEN is not set/),
    });
  });
});
