import type { Measurement } from '../measurement.ts';
import type { Metric, Sentence, Test } from '../plan/plan.ts';
import type { Hearing } from './hearing.ts';
import type { CriterionReport } from './report.ts';

/** A sentence with all a method needs to judge it. */
export interface Case<Asked extends Test = Test> {
  readonly sentence: Sentence;
  /** What the sentence asks: its own test, known to be of the method's kind. */
  readonly test: Asked;
  readonly role: CriterionReport['role'];
  readonly metric: Metric;
  /** Measurements of this metric, oldest first, without those that only set a starting point. */
  readonly measurements: readonly Measurement[];
  readonly hearing: Hearing;
}

/** What a method answers; the judge adds the words. */
export type Ruling = Omit<
  CriterionReport,
  'criterion' | 'metric' | 'role' | 'action' | 'dryRun' | 'unit' | 'sentence'
>;

export type TestOf<Kind extends Test['kind']> = Extract<Test, { readonly kind: Kind }>;

/** How sentences of one kind are judged. */
export interface Method<Kind extends Test['kind'] = Test['kind']> {
  readonly rule: (it: Case<TestOf<Kind>>) => Ruling;
  /** Whether it compares with the stable version: where no stable traffic is left there is nothing to judge. */
  readonly comparesWithStable: boolean;
}
