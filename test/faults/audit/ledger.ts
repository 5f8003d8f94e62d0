import type { Plan } from '../../../src/core/plan/plan.ts';
import { findCrimes } from '../../core/rollout/model/rules.ts';
import { decode, type LedgerCommit } from './history.ts';

/** Everything about a ledger that must not be, from its first commit to its last. */
export function auditLedger(history: readonly LedgerCommit[], plan: Plan): readonly string[] {
  try {
    return [...auditCommits(history), ...auditRollouts(history, plan)];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** Each commit stands on the one before and only adds to it. */
function auditCommits(history: readonly LedgerCommit[]): readonly string[] {
  return history.flatMap((commit, index) => {
    const name = `ledger commit ${index + 1}`;
    const before = history[index - 1];
    const problems: string[] = [];
    if (commit.journal === undefined) return [`${name} has no journal`];
    if (commit.plan === undefined) problems.push(`${name} has no plan`);
    if (commit.parents.length > 1) problems.push(`${name} has ${commit.parents.length} parents`);
    const begins = decode(commit.journal).length > 0 && isBeginning(commit, before);
    if (!begins && before !== undefined) {
      const isExtended = commit.journal.startsWith(before.journal ?? '');
      if (!isExtended) problems.push(`${name} rewrites what was there`);
      if (commit.journal === before.journal) problems.push(`${name} adds nothing`);
      if (commit.plan !== before.plan) problems.push(`${name} has another plan`);
    }
    return problems;
  });
}

/** Whether a commit begins another rollout than the one before it. */
function isBeginning({ journal = '' }: LedgerCommit, before: LedgerCommit | undefined): boolean {
  return before === undefined || firstLine(journal) !== firstLine(before.journal ?? '');
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

/** The whole journal of each rollout, oldest first. */
export function journalsOf(history: readonly LedgerCommit[]): readonly string[] {
  return history
    .filter((commit, index) => {
      const next = history[index + 1];
      return next === undefined || isBeginning(next, commit);
    })
    .map(({ journal = '' }) => journal);
}

/** Every rollout went by the rules of the machine, and nothing is written twice. */
function auditRollouts(history: readonly LedgerCommit[], plan: Plan): readonly string[] {
  return journalsOf(history).flatMap((journal) => [
    ...findCrimes(decode(journal), plan),
    ...findDoubles(journal),
  ]);
}

function findDoubles(journal: string): readonly string[] {
  const lines = journal
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/"n":\d+,/, ''));
  const doubles = lines.filter((line, index) => lines.indexOf(line) !== index);
  return doubles.map((line) => `written twice: ${line.slice(0, 120)}`);
}
