import type { Verdict } from '../../../core/judge/report.ts';

/** One sign per verdict, as wide as a letter on every terminal. */
export const MARKS: Readonly<Record<Verdict, string>> = { pass: '✓', fail: '✗', inconclusive: '?' };
