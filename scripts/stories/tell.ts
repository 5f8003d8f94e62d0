import { createArchive } from '../../src/adapters/ledger/archive.ts';
import { createMemoryLedger } from '../../src/adapters/ledger/memory/ledger.ts';
import { createMemory, createMemoryStore } from '../../src/adapters/ledger/memory/store.ts';
import { writePage } from '../../src/core/page/page.ts';
import { writeSummary } from '../../src/core/present/story.ts';
import type { Event } from '../../src/core/rollout/event.ts';
import type { PlanDocument } from '../../src/drivers/assignment.ts';
import type { Story } from '../../src/ports/reporter.ts';
import { readDocument } from '../../src/wiring/document.ts';
import { simulate } from '../../src/wiring/simulate.ts';
import { EVENTS, PLAN, PLAN_TEXT, storyAt } from '../../test/limits/large.ts';
import { type CheckOutput, tellGitHub } from '../../test/places/on-github.ts';
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

const EXAMPLE = 'examples/checkout.yml';
const STARTS_AT = Date.UTC(2026, 10, 24, 3);
/** As much as a job's summary takes. */
const LONGEST_SUMMARY = 2 ** 20 - 1;

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
  return write(story, document, told.value?.events ?? []);
}

/** The release of ten phases and thirty metrics that the limits are held to. */
export function tellLarge(): Promise<Telling> {
  const document = { plan: PLAN, text: PLAN_TEXT };
  return write(storyAt(EVENTS.length), document, EVENTS);
}

async function openPlan(): Promise<PlanDocument> {
  const read = await readDocument(EXAMPLE);
  if (read.outcome === 'invalid') throw new Error(`${EXAMPLE} is no plan`);
  return read.document;
}

async function write(
  story: Story,
  { plan, text }: Pick<PlanDocument, 'plan' | 'text'>,
  events: readonly Event[],
): Promise<Telling> {
  const { comment, check } = await tellGitHub({ ...story, moment: 'step', plan }, text);
  const page = writePage(events, plan, story.now);
  if (page === undefined) throw new Error('no rollout started');
  return { comment, check, summary: writeSummary({ ...story, plan }, LONGEST_SUMMARY), page };
}
