import { describe, expect, test } from 'vitest';
import { createGitHubPeople } from '../../../src/adapters/github/people.ts';
import { PLACE, startWorld } from './world.ts';

async function startPeople(withTeams = true) {
  const { github, connect } = await startWorld();
  github.plant({
    tokens: { 'team-token': { login: 'reader', permissions: { members: 'read' } } },
    teams: { 'octo/on-call': ['Ada'] },
    repositories: [
      {
        owner: PLACE.owner,
        name: PLACE.repo,
        collaborators: { ada: 'admin', grace: 'maintain', linus: 'write', hubot: 'triage' },
      },
    ],
  });
  const client = connect();
  const teamClient = withTeams ? connect({ token: 'team-token' }) : undefined;
  return { github, client, connect, people: createGitHubPeople({ client, teamClient, ...PLACE }) };
}

describe('what people may do', () => {
  test.each([
    ['ada', true, 'admin'],
    ['grace', true, 'maintain'],
    ['linus', true, 'write'],
    ['hubot', false, 'triage'],
    ['stranger', false, 'read'],
  ])('%s: %s (%s)', async (login, mayWrite, role) => {
    const { people, github } = await startPeople();
    expect(await people.accessOf(login)).toEqual({ outcome: 'read', found: { mayWrite, role } });
    expect(github.violations).toEqual([]);
  });

  test('cannot be told while GitHub is away', async () => {
    const { people, github } = await startPeople();
    github.fail({ match: { path: '/permission$' }, answer: 503, times: 99 });
    expect(await people.accessOf('ada')).toMatchObject({ outcome: 'failed' });
  });
});

describe('teams', () => {
  test.each([
    ['ada', 'on-call', true],
    ['grace', 'on-call', false],
    ['ada', 'nobody', false],
  ])('%s in %s: %s', async (login, team, found) => {
    const { people } = await startPeople();
    expect(await people.isMember(login, 'octo', team)).toEqual({ outcome: 'read', found });
  });

  test('are not asked about without a token for them', async () => {
    const { people, client } = await startPeople(false);
    const answer = await people.isMember('ada', 'octo', 'on-call');
    expect(answer).toMatchObject({ outcome: 'failed', reason: 'unauthorized' });
    expect(answer.outcome === 'failed' && answer.detail).toContain('team-token');
    expect(client.requests).toBe(0);
  });

  test('cannot be told by a token that may not read them', async () => {
    const { client, connect } = await startPeople();
    const teamClient = connect({ token: 'secret-nothing' });
    const people = createGitHubPeople({ client, teamClient, ...PLACE });
    expect(await people.isMember('ada', 'octo', 'on-call')).toMatchObject({
      outcome: 'failed',
      reason: 'unauthorized',
    });
  });
});
