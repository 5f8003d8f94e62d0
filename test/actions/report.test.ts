import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filePlan, GOOD, TWO_PHASES } from './plans.ts';
import { setStage, type Stage } from './stage.ts';

describe('the action report', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
    stage.writePlan(filePlan(TWO_PHASES));
    stage.measure(GOOD);
  });
  afterEach(async () => {
    expect(stage.github.violations).toEqual([]);
    await stage.close();
  });

  it('says that there was never a rollout, and writes nothing', async () => {
    const report = await stage.step('report');
    expect(report, report.log).toMatchObject({
      exitCode: 0,
      outputs: { 'rollout-status': 'none', markdown: '', html: '', json: '' },
      summary: '',
    });
  });

  it('writes what the ledger says, for people and for machines', async () => {
    await stage.step('sluice');
    const report = await stage.step('report', { directory: 'out/report' });
    expect(report, report.log).toMatchObject({
      exitCode: 0,
      outputs: {
        'rollout-status': 'promoted',
        markdown: 'out/report/report.md',
        html: 'out/report/report.html',
        json: 'out/report/report.json',
      },
    });
    const page = readFileSync(join(stage.folder, 'out/report/report.html'), 'utf8');
    expect(page).toMatch(
      /<h1><span aria-hidden="true">🟢<\/span> v2-[0-9a-f]{7} in production: Promoted<\/h1>/,
    );
    expect(page.match(/<svg /g)?.length).toBeGreaterThan(1);
    expect(page).toMatch(/<path\s+class="canary"/);
    const markdown = readFileSync(join(stage.folder, 'out/report/report.md'), 'utf8');
    expect(markdown).toMatch(/^## 🟢 `v2-[0-9a-f]{7}` in `production`: Promoted\n/);
    expect(markdown).toContain('| Canary | 5% | 2s | 🟢 passed after');
    expect(report.summary).toBe(markdown);
    const json = readFileSync(join(stage.folder, 'out/report/report.json'), 'utf8');
    expect(JSON.parse(json)).toMatchObject({
      schema: 1,
      rollout: { name: 'shop', status: 'promoted' },
      weight: 100,
      phases: [{ status: 'passed' }, { status: 'passed' }],
    });
  });

  it('needs no plan when it is told which rollout, and no more than to read', async () => {
    await stage.step('gates');
    stage.github.plant({
      tokens: { 'job-token': { login: 'github-actions[bot]', permissions: { contents: 'read' } } },
    });
    const names = { plan: 'none.yml', name: 'shop', environment: 'production' };
    const report = await stage.step('report', { ...names, summary: 'false' });
    expect(report, report.log).toMatchObject({
      exitCode: 0,
      outputs: { 'rollout-status': 'running' },
      summary: '',
    });
  });
});
