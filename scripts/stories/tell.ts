import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArchive } from '../../src/adapters/ledger/archive.ts';
import { createMemoryLedger } from '../../src/adapters/ledger/memory/ledger.ts';
import { createMemory, createMemoryStore } from '../../src/adapters/ledger/memory/store.ts';
import { createFileReporter } from '../../src/adapters/report/file/reporter.ts';
import { describeCheck } from '../../src/adapters/report/github/check.ts';
import { writePage } from '../../src/core/page/page.ts';
import { writeComment } from '../../src/core/present/story.ts';
import type { PlanDocument } from '../../src/drivers/assignment.ts';
import type { Story } from '../../src/ports/reporter.ts';
import { readDocument } from '../../src/wiring/document.ts';
import { simulate } from '../../src/wiring/simulate.ts';
import { answer, GATES } from './cast.ts';
import type { Tale } from './tale.ts';

/** What people see of a rollout, in every place. */
export interface Telling {
  readonly comment: string;
  readonly check: CheckOutput;
  /** The job's. */
  readonly summary: string;
  readonly page: string;
}

/** What a check run shows, as it goes to GitHub. */
export interface CheckOutput {
  readonly title: string;
  readonly summary: string;
}

const PLAN = 'examples/checkout.yml';
const STARTS_AT = Date.UTC(2026, 10, 24, 3);
const LONGEST_COMMENT = 65_536;

/** Plays a tale with the example plan on a virtual clock, and writes it as it stood when it came to rest. */
export async function tell({ scenario, waited = 0 }: Tale): Promise<Telling> {
  const document = await openPlan();
  const memory = createMemory();
  let last: Story | undefined;
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
    cast: { ledger: createMemoryLedger(memory), gates: GATES, approvals: answer(waited === 0) },
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
  const story: Story = { ...last, now: last.now + waited };
  const told = await createArchive(createMemoryStore(memory)).tell(story.state.started.rollout);
  if (told.outcome === 'failed') throw new Error(told.detail);
  const page = writePage(told.value?.events ?? [], document.plan, story.now);
  if (page === undefined) throw new Error('no rollout started');
  return {
    comment: writeComment(story, LONGEST_COMMENT),
    check: describeCheck(story)['output'] as CheckOutput,
    summary: await summarize(story),
    page,
  };
}

async function openPlan(): Promise<PlanDocument> {
  const read = await readDocument(PLAN);
  if (read.outcome === 'invalid') throw new Error(`${PLAN} is no plan`);
  return read.document;
}

/** The job summary as the step writes it. */
async function summarize(story: Story): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-story-'));
  const path = join(folder, 'summary.md');
  const { troubles } = await createFileReporter(path).tell({ ...story, moment: 'step' });
  if (troubles.length > 0) throw new Error(troubles.join('; '));
  const text = await readFile(path, 'utf8');
  await rm(folder, { recursive: true });
  return text;
}
