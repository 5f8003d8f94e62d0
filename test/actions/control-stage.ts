import { nodeId } from '../fake-github/node-id.ts';
import type { CommentSeed, RepositorySeed } from '../fake-github/seed/seed.ts';
import type { IssueComment } from '../fake-github/state/records.ts';
import { act, type Caller, type Done, planIn } from './inside.ts';
import { GOOD, phase } from './plans.ts';
import { PERMISSIONS, setStage, type Stage } from './stage.ts';

/** A stage with a release under way, and people who may or may not intervene. */
export interface ControlStage extends Stage {
  /** Writes a comment on the pull request, and runs the action on it as the workflow would. */
  comment(body: string, more?: Partial<CommentSeed>): Promise<Answered>;
  /** Runs the action on a comment that is there once more. */
  again(id: number, caller?: Caller): Promise<Answered>;
  /** Runs the action as by hand. */
  byHand(inputs: Readonly<Record<string, string>>, caller?: Caller): Promise<Done>;
  /** The first phase of the release, in a job of its own that has ended while the phase bakes. */
  hold(): Promise<Done>;
  /** Subjects of the ledger's commits, the latest last. */
  orders(): readonly string[];
}

/** What came of a comment. */
export interface Answered extends Done {
  readonly id: number;
  readonly reactions: readonly string[];
  /** The answers to it. */
  readonly replies: readonly string[];
}

export const PEOPLE: NonNullable<RepositorySeed['collaborators']> = {
  octocat: 'admin',
  ada: 'write',
  hubot: 'triage',
};

/** The run that releases. */
export const RELEASE = 1001;
/** The run of the control workflow. */
const CONTROL = 2002;

export async function setControlStage(more: Partial<RepositorySeed> = {}): Promise<ControlStage> {
  const { runs = [], ...rest } = more;
  const stage = await setStage(
    {
      collaborators: PEOPLE,
      runs: [
        { id: RELEASE, at: 'feature', jobs: [{ name: 'rollout / Phase 1' }] },
        { id: CONTROL, status: 'in_progress' },
        ...runs,
      ],
      ...rest,
    },
    { ...PERMISSIONS, actions: 'write' },
  );
  const { github, repository } = stage;
  let lastRun = CONTROL;
  stage.writePlan(planIn(stage, phase('Canary', 5, '1h') + phase('Everybody', 100, '1h')));
  stage.measure(GOOD);

  async function answerTo(id: number, caller: Caller = {}): Promise<Answered> {
    const node = nodeId('IssueComment', repository.id, id);
    const done = await act(
      stage,
      'control',
      { comment: node },
      { runId: CONTROL, actor: 'octocat', ...caller },
    );
    const written = repository.comments.find((one) => one.id === id);
    const marker = `<!-- sluice answer ${id} -->`;
    return {
      ...done,
      id,
      reactions: (written?.reactions ?? []).map(({ content }) => content),
      replies: repository.comments
        .map(({ body }) => body)
        .filter((body) => body.startsWith(marker)),
    };
  }

  return {
    ...stage,
    async comment(body, seed = {}) {
      const comments = [{ issue: 7, author: 'ada', body, ...seed }];
      github.plant({ repositories: [{ owner: 'acme', name: 'shop', comments }] });
      const written = repository.comments.at(-1) as IssueComment;
      return answerTo(written.id);
    },
    again: answerTo,
    byHand: (inputs, caller = {}) =>
      act(stage, 'control', inputs, { runId: (lastRun += 1), ...caller }),
    async hold() {
      await act(stage, 'gates');
      return act(stage, 'canary-step', { phase: '1', mode: 'tick' });
    },
    orders: () => readOrders(stage),
  };
}

/** What people ordered, as the journals in the repository tell it. */
function readOrders({ repository }: Stage): readonly string[] {
  const journals = Object.values(repository.objects)
    .filter(({ kind }) => kind === 'blob')
    .map(({ content }) => Buffer.from(content, 'base64').toString())
    .filter((text) => text.includes('"type":"ordered"'));
  const lines = journals.flatMap((text) => text.split('\n'));
  return [...new Set(lines.filter((line) => line.includes('"type":"ordered"')))];
}
