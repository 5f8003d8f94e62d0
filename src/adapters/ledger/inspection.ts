import { readEnd } from '../../core/rollout/commit-message.ts';
import { checkBeginning, checkPutAway, endOf, succession } from '../../core/rollout/journal.ts';
import { decodeLine } from '../../core/rollout/journal/line.ts';
import type { Succession } from '../../core/rollout/journal.ts';
import type { Inspection, Irregularity } from '../../ports/archive.ts';
import { sha256 } from './digest.ts';
import { walkLog } from './log.ts';
import { readPage } from './page.ts';
import { FILE_NAMES, READ_PAGE, ok } from './store.ts';
import type { CommitStore, LoggedCommit, Result, StoredCommit } from './store.ts';

/** What a commit's message says of itself. */
type Saying = Pick<LoggedCommit, 'id' | 'message'>;

/**
 * Holds every commit against the one before it. Lines that merely grew are not read again: where a longer text
 * was read strictly, so were all it begins with.
 */
export async function inspect(store: CommitStore): Promise<Result<Inspection>> {
  const irregularities: Irregularity[] = [];
  let [commits, rollouts, events] = [0, 0, 0];
  let after: StoredCommit | undefined;
  let tip: string | undefined;
  const note = ({ id }: Saying, problem: string | undefined) => {
    if (problem !== undefined) irregularities.push({ commit: id, problem });
  };

  /** Holds the commit after this one, or nothing, against it. */
  function hold(commit: StoredCommit | undefined): void {
    const follows = after === undefined ? undefined : howFollows(after, commit);
    if (commit !== undefined && follows !== 'appended') note(commit, readStrictly(store, commit));
    if (after === undefined) return;
    if (follows === 'begun') rollouts += 1;
    note(after, checkSuccession(store, after, commit, follows));
  }

  const walked = await walkLog(store, async (page) => {
    for (let from = 0; from < page.length; from += READ_PAGE) {
      const batch = page.slice(from, from + READ_PAGE);
      const read = await store.readCommits(batch.map(({ id }) => id));
      if (read.outcome === 'failed') return read;
      for (const [index, commit] of read.value.entries()) {
        const said = batch[index] as LoggedCommit; // as many as were asked for
        tip ??= said.id;
        commits += 1;
        if (commit === undefined) {
          note(said, 'it cannot be read');
          continue;
        }
        if (commit.parents.length > 1) note(commit, 'it merges histories');
        note(commit, checkSeal(commit));
        hold(commit);
        events += countNew(after, commit);
        after = commit;
      }
    }
    return ok('more');
  });
  if (walked.outcome === 'failed') return walked;
  hold(undefined);
  events += after === undefined ? 0 : (readEnd(after.message)?.count ?? 0);
  return ok({ commits, rollouts, events, tip, irregularities });
}

/** Events that `after` has more than the commit before it. */
function countNew(after: StoredCommit | undefined, before: StoredCommit): number {
  if (after === undefined) return 0;
  const [now, then] = [readEnd(after.message)?.count ?? 0, readEnd(before.message)?.count ?? 0];
  return howFollows(after, before) === 'begun' ? now : Math.max(0, now - then);
}

function howFollows(
  { files }: StoredCommit,
  before: StoredCommit | undefined,
): Succession | undefined {
  const texts = textsOf(files);
  return texts && succession(texts, before && textsOf(before.files));
}

function textsOf({ recent, earlier }: StoredCommit['files']) {
  return recent === undefined ? undefined : { recent, earlier };
}

function readStrictly({ ref }: CommitStore, commit: StoredCommit): string | undefined {
  const page = readPage(ref, commit);
  return page.outcome === 'failed' ? page.detail : undefined;
}

/** Whether the message says where the text ends. */
function checkSeal({ message, files }: StoredCommit): string | undefined {
  const [said, is] = [readEnd(message), endOf(files.recent ?? '', sha256)];
  return said !== undefined && said.count === is?.count && said.seal === is.seal
    ? undefined
    : `its message does not bear the seal of the last line of ${FILE_NAMES.recent}`;
}

function checkSuccession(
  { ref }: CommitStore,
  { files }: StoredCommit,
  before: StoredCommit | undefined,
  follows: Succession | undefined,
): string | undefined {
  const { recent = '', earlier, plan } = files;
  const isNewPlan = before !== undefined && plan !== before.files.plan;
  switch (follows) {
    case undefined:
      return 'it does not append to the commit before it: lines were taken away or changed';
    case 'appended':
      return isNewPlan ? `${FILE_NAMES.plan} was changed on the way` : undefined;
    case 'begun':
      return plan === undefined || sha256(plan) === digestOf(recent)
        ? checkBeginning(recent, before && endOf(before.files.recent ?? '', sha256))
        : `${FILE_NAMES.plan} is not the plan that the rollout began with`;
    case 'put-away': {
      const page = before === undefined ? undefined : readPage(ref, before);
      if (page?.outcome !== 'ok') return 'the commit before it cannot be read';
      return isNewPlan
        ? `${FILE_NAMES.plan} was changed on the way`
        : checkPutAway(earlier ?? '', page.value.journal, page.value.commit.id);
    }
  }
}

/** The fingerprint of the plan that a rollout began with, as its first line has it. */
function digestOf(recent: string): string | undefined {
  const first = decodeLine(recent.slice(0, Math.max(0, recent.indexOf('\n'))));
  if (typeof first === 'string' || first.event.type !== 'rollout-started') return undefined;
  return first.event.plan.digest;
}
