import { createHash } from 'node:crypto';
import { ACTIONS_BOT } from '../access.ts';
import { nodeId } from '../node-id.ts';
import type { Hub } from '../state/hub.ts';

/** A login's database id, derived from it: accounts are not kept. */
export function accountId(login: string): number {
  return createHash('sha1').update(login.toLowerCase()).digest().readUIntBE(0, 4);
}

/** `simple-user`: a person, an organization or, with a login ending in `[bot]`, an app's account. */
export function viewUser(hub: Hub, login: string): object {
  const id = accountId(login);
  const url = `${hub.url}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId('User', 0, id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `https://github.com/${encodeURIComponent(login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  };
}

/** `integration`: the app behind a bot's account; null for people. */
export function viewApp(hub: Hub, login: string): object | null {
  if (!login.endsWith('[bot]')) return null;
  const slug = login.replace('[bot]', '');
  const id = login === ACTIONS_BOT ? 15368 : accountId(login);
  return {
    id,
    slug,
    node_id: nodeId('App', 0, id),
    owner: viewUser(hub, 'github'),
    name: login === ACTIONS_BOT ? 'GitHub Actions' : slug,
    description: null,
    external_url: 'https://help.github.com/en/actions',
    html_url: `https://github.com/apps/${slug}`,
    created_at: '2018-07-30T09:30:17Z',
    updated_at: '2024-04-10T20:33:16Z',
    permissions: { checks: 'write', contents: 'write', metadata: 'read' },
    events: [],
  };
}

/** `team`, as far as a reviewer of an environment is one. */
export function viewTeam(hub: Hub, slug: string): object {
  const id = accountId(`team/${slug}`);
  const url = `${hub.url}/teams/${id}`;
  return {
    id,
    node_id: nodeId('Team', 0, id),
    name: slug,
    slug,
    description: null,
    privacy: 'closed',
    permission: 'pull',
    url,
    html_url: `https://github.com/orgs/teams/${slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    parent: null,
  };
}

/** How an author stands to a repository. */
export function association(owner: string, login: string): string {
  return owner.toLowerCase() === login.toLowerCase() ? 'OWNER' : 'CONTRIBUTOR';
}
