import { readFile } from 'node:fs/promises';
import { createMemoryLedger } from '../../src/adapters/ledger/memory/ledger.ts';
import { writePage } from '../../src/core/page/page.ts';
import { type Subject, titleOf, writeComment, writeSummary } from '../../src/core/present/story.ts';
import type { Scenario } from '../../src/core/simulation/scenario.ts';
import type { PlanDocument } from '../../src/drivers/assignment.ts';
import type { Approvals } from '../../src/ports/approvals.ts';
import type { GateSources } from '../../src/ports/gates.ts';
import { readDocument } from '../../src/wiring/document.ts';
import { simulate } from '../../src/wiring/simulate.ts';

/** A rollout that people should know by its looks. */
export interface Tale {
  readonly name: string;
  readonly scenario: Scenario;
  /** Whether the people who are asked let the phases begin. */
  readonly approved: boolean;
}

export const TALES: readonly Tale[] = [
  { name: 'healthy', scenario: 'healthy', approved: true },
  { name: 'errors', scenario: 'errors', approved: true },
  { name: 'silent-drop', scenario: 'silent-drop', approved: true },
  { name: 'no-data', scenario: 'no-traffic', approved: true },
  { name: 'waiting', scenario: 'healthy', approved: false },
];

/** What people see of it, in every place. */
export interface Telling {
  readonly comment: string;
  readonly checkTitle: string;
  readonly summary: string;
  readonly page: string;
}

const PLAN = 'examples/checkout.yml';
const STARTS_AT = Date.UTC(2026, 10, 24, 3);
const LIMIT = 60_000;

/** Plays a tale with the example plan on a virtual clock, and writes it as it stood when it came to rest. */
export async function tell({ scenario, approved }: Tale): Promise<Telling> {
  const document = await openPlan();
  const ledger = createMemoryLedger();
  let last: Subject | undefined;
  await simulate({
    document,
    scenario,
    seed: 7,
    startsAt: STARTS_AT,
    reporter: {
      tell: async (story) => {
        last = story;
        return { troubles: [] };
      },
    },
    cast: { ledger, gates: GATES, approvals: answer(approved) },
    staging: {
      run: {
        id: '4711',
        attempt: 1,
        actor: 'octocat',
        url: 'https://github.com/acme/shop/actions/runs/4711',
      },
      release: { version: 'v2.3.1', sha: '3f786850e387550fdab836ed7e6dc881de23001b' },
    },
  });
  if (last === undefined) throw new Error('nothing was told');
  const read = await ledger.read();
  if (read.outcome === 'failed') throw new Error(read.detail);
  const page = writePage(read.view.events, document.plan, last.now);
  if (page === undefined) throw new Error('no rollout started');
  return {
    comment: writeComment(last, LIMIT),
    checkTitle: titleOf(last.state, LIMIT),
    summary: writeSummary(last, LIMIT),
    page,
  };
}

async function openPlan(): Promise<PlanDocument> {
  const read = await readDocument(PLAN);
  if (read.outcome === 'invalid') throw new Error(`${await readFile(PLAN, 'utf8')} is no plan`);
  return read.document;
}

function answer(approved: boolean): Approvals {
  return {
    ask: async (environment) =>
      approved
        ? { outcome: 'granted', by: ['hubot'] }
        : { outcome: 'waiting', detail: `${environment} waits for one of its reviewers` },
  };
}

const FOUND: Readonly<Record<string, string>> = {
  freeze: 'no freeze now; the next begins Fri 16:00 Europe/Berlin',
  checks: 'build and test succeeded on 3f786850e387',
  alerts: 'no alert with severity="page" fires',
};

const GATES: GateSources = {
  evaluate: async ({ name, kind }) => ({
    gate: name,
    kind,
    outcome: 'open',
    found: FOUND[kind] ?? 'open',
    wanted: '',
    remedy: '',
  }),
};
