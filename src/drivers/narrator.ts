import type { CriterionReport } from '../core/judge/report.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { Instant } from '../core/quantity/instant.ts';
import type { Decision } from '../core/rollout/decision.ts';
import type { State } from '../core/rollout/state.ts';
import type { Story } from '../ports/reporter.ts';
import type { PlanDocument } from './assignment.ts';
import type { Logbook } from './logbook.ts';
import type { Step } from './step.ts';
import type { World } from './world.ts';

/** Tells the story as it unfolds, and keeps what people should know at the end. */
export interface Narrator {
  /** How the criteria of the running phase last stood. */
  readonly criteria: readonly CriterionReport[];
  /** What went wrong beside the rollout, each once. */
  readonly troubles: readonly string[];
  /** Is told every decision before it is acted upon. */
  follow(decision: Decision): void;
  tell(moment: Story['moment'], decision: Decision): Promise<void>;
  /** Whether what stands where people look may be older than the state: this session told nothing, or nobody heard. */
  readonly isBehind: boolean;
  /** Tells what could not be told so soon, when its time has come; whoever is cancelled leaves that to the next. */
  settle(decision: Decision, cancelled?: AbortSignal): Promise<void>;
  worry(trouble: string): void;
}

/** How often what is owed is put off before it is left. */
const MOST_DELAYS = 3;

export function createNarrator(
  { reporter, clock }: Pick<World, 'reporter' | 'clock'>,
  book: Logbook,
  plan?: Plan,
): Narrator {
  const troubles = new Set<string>();
  let criteria: readonly CriterionReport[] = [];
  let isBehind = true;
  let owed: Instant | undefined;

  async function tell(moment: Story['moment'], decision: Decision): Promise<void> {
    if (book.state === undefined) return;
    const now = clock.now();
    const story = { moment, state: book.state, decision, criteria, now, ...(plan && { plan }) };
    const telling = await reporter.tell(story).catch(explain);
    for (const trouble of telling.troubles) troubles.add(trouble);
    if (moment !== 'aside' && moment !== 'wait') {
      isBehind = telling.missed === true;
      owed = telling.owed;
    }
    if (telling.handles) {
      book.note({ type: 'reported', at: clock.now(), handles: telling.handles });
    }
  }

  return {
    get isBehind() {
      return isBehind;
    },
    get criteria() {
      return criteria;
    },
    get troubles() {
      return [...troubles];
    },
    follow(decision) {
      if (decision.do === 'start-phase') criteria = [];
      if ('criteria' in decision && decision.criteria.length > 0) criteria = decision.criteria;
    },
    tell,
    async settle(decision, cancelled) {
      for (let delays = 0; owed !== undefined && delays < MOST_DELAYS; delays += 1) {
        await clock.until(owed, cancelled);
        if (cancelled?.aborted === true) return;
        await tell('again', decision);
      }
    },
    worry: (trouble) => void troubles.add(trouble),
  };
}

/** A reporter that throws has a fault, which is no reason to leave a rollout alone. */
function explain(error: unknown): Awaited<ReturnType<World['reporter']['tell']>> {
  const message = error instanceof Error ? error.message : String(error);
  return { troubles: [`the story could not be told: ${message}`] };
}

/** What it means to those who watch that nothing is done for now. */
export function momentOfHold({ reason }: Extract<Decision, { do: 'hold' }>): 'look' | 'wait' {
  return reason?.code === 'busy' ? 'wait' : 'look';
}

/**
 * What a step means to those who watch; undefined when it means nothing to them. A passed phase is told
 * everywhere only when people must now decide: otherwise the next phase tells it a moment later, and requests
 * are dear.
 */
export function momentOf(
  step: Step,
  document: PlanDocument | undefined,
  state: State | undefined,
): 'step' | 'aside' | undefined {
  switch (step.do) {
    case 'evaluate-gates':
      return step.phase < 0 && state?.gates?.open === true ? 'step' : undefined;
    case 'set-weight':
      return state?.status === 'running' && state.weight.confirmed ? 'step' : undefined;
    case 'pass-phase':
      return document?.plan.phases[step.phase + 1]?.approval?.by === 'environment'
        ? 'step'
        : 'aside';
    case 'start-rollback':
    case 'start-promotion':
      return 'aside';
    case 'open-approval':
    case 'pause':
    case 'stop':
    case 'take-back':
    case 'promote':
      return 'step';
    default:
      return undefined;
  }
}
