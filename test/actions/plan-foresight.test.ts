import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Annotation } from '../../src/actions/host.ts';
import { readPlan } from '../../src/actions/steps/plan.ts';
import { createSystemClock } from '../../src/adapters/clock/system.ts';
import { serve } from '../adapters/http/server.ts';
import { SECRET } from '../adapters/metrics/rig.ts';

const PLAN = `version: 1
name: shop
environment: production
target: { haproxy: { socket: 127.0.0.1:9999, backend: shop, stable: v1, canary: v2 } }
metrics:
  errors:
    prometheus: { failures: 'sum(increase(f{v="$version"}[$window]))', total: 'sum(increase(t{v="$version"}[$window]))' }
phases:
  - name: Canary
    weight: 5%
    bake: 1h
    criteria:
      - 'errors: no significant increase'
  - { name: Everybody, weight: 100%, bake: 1h, criteria: [errors < 50%] }
`;

/** A Prometheus in which every hour has so many requests, and a hundredth of them fails. */
function servePast(perSecond: number): Promise<string> {
  return serve(async (question, answer) => {
    const form = new URLSearchParams(await text(question));
    const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(form.get(name)));
    const total = perSecond * (step ?? 0);
    const value = form.get('query')?.startsWith('sum(increase(f') === true ? total / 100 : total;
    const values: unknown[] = [];
    for (let at = start ?? 0; at <= (end ?? 0); at += step ?? 1) values.push([at, String(value)]);
    const data = { resultType: 'matrix', result: [{ metric: {}, values }] };
    answer.end(JSON.stringify({ status: 'success', data }));
  });
}

async function readWith(history: string, address: string) {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-plan-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [plan, summary] = [join(folder, 'rollout.yml'), join(folder, 'summary.md')];
  writeFileSync(plan, PLAN);
  writeFileSync(summary, '');
  const annotations: Annotation[] = [];
  const lines: string[] = [];
  const result = await readPlan(
    {
      plan,
      history,
      'check-environments': 'false',
      settings: '',
      variables: `PROMETHEUS_URL=${address}`,
      token: '',
    },
    {
      environment: { GITHUB_STEP_SUMMARY: summary },
      clock: createSystemClock(),
      print: (line) => void lines.push(line),
      mask: () => {},
      annotate: (annotation) => void annotations.push(annotation),
      cancelled: new AbortController().signal,
    },
  );
  return { result, annotations, log: lines.join('\n'), summary: readFileSync(summary, 'utf8') };
}

describe('the action plan with a history', () => {
  it('shows what each sentence can see', async () => {
    const { result, annotations, log, summary } = await readWith('2d', await servePast(200));
    expect(result.failure).toBeUndefined();
    expect(result.outputs).toMatchObject({ count: '2' });
    expect(log).toMatch(/Canary +errors: no significant increase +[\d.]+x stable +[\d.]+x stable/);
    expect(summary).toContain('### What it can see');
    expect(annotations).toEqual([]);
  });

  it('fails where a sentence can never conclude, at its place', async () => {
    const { result, annotations } = await readWith('2d', await servePast(0.01));
    expect(result.failure).toContain('can never conclude');
    expect(annotations).toMatchObject([{ severity: 'error', line: 13 }]);
    expect(annotations[0]?.message).toMatch(
      /rollout\.yml:13:10: error: Canary: `errors: no significant increase`/,
    );
  });

  it.each([
    ['a week', 'http://127.0.0.1:1', /history: a week is no duration/],
    [
      '7d',
      `http://me:${SECRET}@127.0.0.1:1`,
      /the past could not be read: .*nothing listens there/,
    ],
  ])('fails on %s of %s', async (history, address, failure) => {
    const { result } = await readWith(history, address);
    expect(result.failure).toMatch(failure);
    expect(result.failure).not.toContain(SECRET);
  });

  it('asks nobody unless it is told to', async () => {
    const { result } = await readWith('', 'http://127.0.0.1:1');
    expect(result.failure).toBeUndefined();
  });
});
