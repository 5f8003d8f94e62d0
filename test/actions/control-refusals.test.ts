import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ControlStage, setControlStage } from './control-stage.ts';

let stage: ControlStage;

beforeEach(async () => {
  stage = await setControlStage();
  const held = await stage.hold();
  expect(held.outputs, held.log).toMatchObject({ status: 'holding', weight: '5' });
});

afterEach(async () => {
  expect(stage.orders()).toEqual([]);
  expect(stage.weight()).toBe(5);
  expect(stage.github.violations).toEqual([]);
  await stage.close();
});

describe('a comment that is no command is left alone', () => {
  it.each([
    ['that talks', 'Looks good to me', {}],
    ['that quotes one', '> /rollout abort', {}],
    ['that shows one as code', '```\n/rollout abort\n```', {}],
    ['with one after prose', 'Now then:\n/rollout abort', {}],
    ['of an app', '/rollout abort', { author: 'renovate[bot]' }],
    ['on an issue', '/rollout abort', { issue: 8 }],
  ])('%s', async (_what, body, seed) => {
    stage.github.plant({
      repositories: [{ owner: 'acme', name: 'shop', issues: [{ number: 8 }] }],
    });
    const answer = await stage.comment(body, seed);
    expect(answer.outputs).toMatchObject({ outcome: 'ignored' });
    expect(answer.failure).toBeUndefined();
    expect(answer.reactions).toEqual([]);
    expect(answer.replies).toEqual([]);
  });
});

describe('a comment that may not command is told why', () => {
  it.each([
    ['without write access', '/rollout abort', { author: 'hubot' }, 'hubot has triage'],
    ['of a stranger', '/rollout abort', { author: 'mallory' }, 'mallory has read'],
    [
      'that was written before the rollout began',
      '/rollout abort',
      { createdAt: '2020-01-01T00:00:00Z' },
      'was said before that rollout began',
    ],
    ['that was edited', '/rollout abort', { edits: 1 }, 'was edited after it was written'],
    ['with a wrong name', '/rollout abort production/shpo', {}, 'did you mean production/shop?'],
  ])('%s', async (_what, body, seed, sentence) => {
    const answer = await stage.comment(body, seed);
    expect(answer.outputs, answer.log).toMatchObject({ outcome: 'refused' });
    expect(answer.outputs.sentence).toContain(sentence);
    expect(answer.failure).toBeUndefined();
    expect(answer.reactions).toEqual(['eyes', '-1']);
    expect(answer.replies).toHaveLength(1);
    expect(answer.summary).toContain('Refused');
  });

  it.each([
    ['/rollout abrot', 'did you mean abort?'],
    ['/rollout abort --reason $(id)', 'double quotes'],
    ['/rollout skip-gate freeze', 'wants a reason'],
  ])('%s', async (body, sentence) => {
    const answer = await stage.comment(body);
    expect(answer.outputs).toMatchObject({ outcome: 'mistaken' });
    expect(answer.outputs.sentence).toContain(sentence);
    expect(answer.reactions).toEqual(['eyes', 'confused']);
    expect(answer.replies[0]).toContain('/rollout pause');
  });

  it('on a stale pull request', async () => {
    const commits = [{ branch: 'feature', files: { 'more.txt': 'more\n' } }];
    stage.github.plant({ repositories: [{ owner: 'acme', name: 'shop', commits }] });
    for (const body of ['/rollout abort', '/rollout abort production/shop']) {
      const answer = await stage.comment(body);
      expect(answer.outputs).toMatchObject({ outcome: 'refused' });
      expect(answer.outputs.sentence).toContain(
        `production/shop releases ${stage.sha.slice(0, 7)}`,
      );
    }
  });

  it('once, however often the job is run', async () => {
    const first = await stage.comment('/rollout abort', { author: 'hubot' });
    const second = await stage.again(first.id);
    expect(second.replies).toEqual(first.replies);
    expect(second.reactions).toEqual(first.reactions);
  });

  it('in words that hold nothing else, whatever the comment holds', async () => {
    const answer = await stage.comment(
      '/rollout stop --reason "@acme/everybody <img src=x> `x` [a](https://evil.example)"',
    );
    expect(answer.replies[0]).not.toMatch(/(^|\W)@acme|<img|\]\(https/);
    const named = await stage.comment('/rollout abort "@acme/everybody"');
    expect(named.replies[0]).not.toMatch(/(^|\W)@acme/);
  });
});

describe('whoever is left to others may not', () => {
  const permit = 'abort: @acme/on-call';

  it.each([
    ['without a token for teams', {}, 'hand in `team-token`'],
    ['with one that may not read them', { 'team-token': 'job-token' }, '403'],
    ['when not in the team', { 'team-token': 'team-token' }, 'it is left to @acme/on-call'],
    ['when the rules are wrong', { permit: 'abrot: ada' }, 'permit, line 1'],
  ])('%s', async (_what, inputs, sentence) => {
    stage.github.plant({
      tokens: { 'team-token': { login: 'reader', permissions: { members: 'read' } } },
      teams: { 'acme/on-call': ['grace'] },
    });
    const byHand = await stage.byHand({ command: 'abort', permit, ...inputs });
    expect(byHand.outputs.sentence).toContain(sentence);
    expect(byHand.failure).toBe(byHand.outputs.sentence);
  });

  it('and the token for teams is masked', async () => {
    const byHand = await stage.byHand({ command: 'abort', permit, 'team-token': 'job-token' });
    expect(byHand.masked).toContain('job-token');
  });
});

describe('a command by hand is refused, and the job fails', () => {
  it.each([
    ['of somebody without write access', { command: 'abort' }, 'hubot', 'refused'],
    ['that is none', { command: 'abrot' }, 'ada', 'mistaken'],
    ['that is empty', { command: '' }, 'ada', 'mistaken'],
    ['for another rollout', { command: 'abort', target: 'staging/shop' }, 'ada', 'refused'],
    ['with a gate too much', { command: 'abort', gate: 'freeze' }, 'ada', 'mistaken'],
    ['without a reason', { command: 'skip-gate', gate: 'freeze' }, 'ada', 'mistaken'],
  ])('%s', async (_what, inputs, actor, outcome) => {
    const byHand = await stage.byHand(inputs, { actor });
    expect(byHand.outputs).toMatchObject({ outcome });
    expect(byHand.failure).toBe(byHand.outputs.sentence);
    expect(byHand.summary).toContain(`\`${actor}\``);
  });

  it('when the ledgers cannot be listed', async () => {
    stage.github.fail({ match: { path: '/matching-refs/' }, answer: 404, times: 9 });
    const byHand = await stage.byHand({ command: 'abort' });
    expect(byHand.outputs).toMatchObject({ outcome: 'failed' });
    expect(byHand.failure).toContain('the ledgers could not be listed');
  });
});
