import type { Action, Operator } from '../plan.ts';
import type { Duration } from '../../quantity/instant.ts';
import type { Quantity } from '../../quantity/unit.ts';

/** Something in a sentence and where it begins, counted from 0. */
export interface Placed<Thing> {
  readonly value: Thing;
  readonly index: number;
}

export type Direction = 'increase' | 'drop' | 'change';

/** What a sentence says before its metric is looked up. */
export type Claim =
  | { readonly kind: 'limit'; readonly operator: Operator; readonly quantity: Placed<Quantity> }
  | { readonly kind: 'baseline'; readonly operator: Operator; readonly factor: number }
  | { readonly kind: 'no-significant'; readonly direction: Direction; readonly within?: number }
  /** The opposite of the above: what a condition asks for. */
  | { readonly kind: 'significant'; readonly direction: Direction; readonly within?: number };

export interface SentenceSyntax {
  readonly outcome: 'understood';
  readonly metric: Placed<string>;
  readonly claim: Placed<Claim>;
  readonly for?: Placed<Duration>;
  readonly action?: Placed<Action>;
}

/** The first word that makes no sense, and what would. */
export interface SentenceMistake {
  readonly outcome: 'mistaken';
  readonly index: number;
  readonly found: string;
  readonly expected: string;
}

export type Parsed<Thing> = Placed<Thing> | SentenceMistake;

export function isMistake(parsed: object): parsed is SentenceMistake {
  return 'outcome' in parsed && parsed.outcome === 'mistaken';
}
