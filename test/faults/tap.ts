import type { Victim } from './product/victim.ts';

/** What an effect is to the rollout; the table of the reference is in these words. */
export type Kind =
  'ledger write' | 'weight change' | 'metric query' | 'hook' | 'GitHub request' | 'target read';

/** Something the product does to the world outside, or asks of it. */
export interface Effect {
  readonly kind: Kind;
  readonly name: string;
}

/** Where the product dies: before the world has done anything, in the middle of it, or before it hears of it. */
export const MOMENTS = ['before', 'during', 'after'] as const;
export type Moment = (typeof MOMENTS)[number];

/** How a server is in trouble. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Record<string, string> }
  | { readonly kind: 'reset' }
  | { readonly kind: 'truncate' }
  | { readonly kind: 'silence' }
  /** Does what it was asked to, and says so after `delay` milliseconds. */
  | { readonly kind: 'late'; readonly delay: number };

/** What becomes of one effect. */
export type Fate =
  | { readonly kind: 'pass' }
  | { readonly kind: 'kill'; readonly moment: Moment }
  | { readonly kind: 'fault'; readonly fault: Fault };

export const PASS: Fate = { kind: 'pass' };

type Part = 'whole' | 'half';

/** An effect as one server does it. */
export interface Deed {
  readonly effect: Effect;
  carryOut(part: Part): Promise<void>;
  /** Resolves when that much of the answer has left this process. */
  answer(part: Part): Promise<void>;
  fail(fault: Fault): void;
  /** Ends the connection without a word. */
  drop(): void;
}

/** Who stands at the door while one process of the product runs. */
export interface Watch {
  readonly victim: Victim;
  /** Is asked about every effect as it comes, before anything is done. */
  readonly decide: (effect: Effect) => Fate;
}

/** The one place that every effect passes, whichever server it is meant for. */
export interface Tap {
  /** Relieves the watch before. */
  guard(watch: Watch): void;
  pass(deed: Deed): Promise<void>;
}

export function createTap(): Tap {
  let watch: Watch | undefined;

  async function strike(deed: Deed, moment: Moment, victim: Victim): Promise<void> {
    switch (moment) {
      case 'before':
        await victim.kill();
        deed.drop();
        return;
      case 'during':
        await deed.carryOut('half');
        await deed.answer('half');
        await victim.kill();
        deed.drop();
        return;
      case 'after':
        // Frozen, it can have read nothing of the answer that waits for it.
        victim.freeze();
        await deed.carryOut('whole');
        await deed.answer('whole');
        await victim.kill();
    }
  }

  return {
    guard(next) {
      watch = next;
    },
    async pass(deed) {
      if (watch === undefined || watch.victim.isGone) {
        deed.drop();
        return;
      }
      const fate = watch.decide(deed.effect);
      if (fate.kind === 'kill') {
        await strike(deed, fate.moment, watch.victim);
      } else if (fate.kind === 'fault') {
        deed.fail(fate.fault);
      } else {
        await deed.carryOut('whole');
        await deed.answer('whole');
      }
    },
  };
}
