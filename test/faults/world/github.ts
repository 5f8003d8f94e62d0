import {
  type DocumentNode,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  print,
  visit,
} from 'graphql';
import { startFakeGitHub, type FakeGitHub } from '../../fake-github/server.ts';
import type { Seed } from '../../fake-github/seed/seed.ts';
import type { Effect, Tap } from '../tap.ts';
import { type Asked, type Answered, type Door, openHttpDoor } from './http-door.ts';

/** The strict GitHub behind a door. */
export interface GitHub {
  readonly fake: FakeGitHub;
  readonly url: string;
  close(): Promise<void>;
}

export async function openGitHub(tap: Tap, seed: Seed): Promise<GitHub> {
  const fake = await startFakeGitHub({ seed, rateLimit: 1_000_000 });
  const door: Door = await openHttpDoor(tap, {
    describe: describeRequest,
    carryOut: (asked, part) => forward(fake.url, part === 'half' ? halve(asked) : asked),
    explain: (status) => JSON.stringify({ message: MESSAGES[status] ?? `a fault of ${status}` }),
  });
  return {
    fake,
    url: door.url,
    close: async () => {
      await Promise.all([door.close(), fake.close()]);
    },
  };
}

const MESSAGES: Readonly<Record<number, string>> = {
  401: 'Bad credentials',
  403: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  429: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
};

const HEADERS = ['authorization', 'accept', 'user-agent', 'content-type', 'if-none-match'];

async function forward(base: string, { method, url, headers, text }: Asked): Promise<Answered> {
  const kept = HEADERS.flatMap((name) => (headers[name] ? [[name, headers[name]] as const] : []));
  const response = await fetch(`${base}${url.pathname}${url.search}`, {
    method,
    headers: Object.fromEntries(kept),
    ...(text !== '' && { body: text }),
  });
  const received = [...response.headers].filter(([name]) => !HOP_BY_HOP.has(name));
  return {
    status: response.status,
    headers: Object.fromEntries(received),
    text: await response.text(),
  };
}

const HOP_BY_HOP: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'content-length']);

/** Names a request without what differs from run to run. */
function describeRequest({ method, url, text }: Asked): Effect {
  if (url.pathname === '/graphql') return describeGraphql(text);
  const path = url.pathname
    .replace(/^\/repos\/[^/]+\/[^/]+/, '')
    .replaceAll(/\b[0-9a-f]{40}\b/g, '{sha}')
    .replaceAll(/\/\d+\b/g, '/{id}');
  const isWrite = method !== 'GET' && path.startsWith('/git/');
  return { kind: isWrite ? 'ledger write' : 'GitHub request', name: `${method} ${path}` };
}

function describeGraphql(text: string): Effect {
  const { query = '' } = JSON.parse(text) as { query?: string };
  const [, word, name = 'unnamed'] = /\b(query|mutation)\s+(\w+)/.exec(query) ?? [];
  const fields = word === 'mutation' ? [...query.matchAll(/(\w+)\s*\(\s*input:/g)] : [];
  const what = fields.length === 0 ? '' : ` (${fields.map(([, field]) => field).join(', ')})`;
  const kind = query.includes('updateRefs') ? 'ledger write' : 'GitHub request';
  return { kind, name: `${name}${what}` };
}

/** Of several mutations in one request only the first half, rounded down: GitHub does them one after another. */
function halve(asked: Asked): Asked {
  if (asked.url.pathname !== '/graphql') return asked;
  const body = JSON.parse(asked.text) as { query: string; variables: Record<string, unknown> };
  const document = parse(body.query);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const { selections } = operation.selectionSet;
  if (operation.operation !== OperationTypeNode.MUTATION || selections.length < 2) return asked;
  const kept = selections.slice(0, Math.floor(selections.length / 2));
  const shorter: OperationDefinitionNode = {
    ...operation,
    selectionSet: { ...operation.selectionSet, selections: kept },
  };
  const used = variablesIn({ ...document, definitions: [shorter] });
  const definitions = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    used.has(variable.name.value),
  );
  const query = print({ ...shorter, variableDefinitions: definitions });
  const variables = Object.entries(body.variables).filter(([name]) => used.has(name));
  return {
    ...asked,
    text: JSON.stringify({ query, variables: Object.fromEntries(variables) }),
  };
}

/** Variables that the fields use. */
function variablesIn(document: DocumentNode): ReadonlySet<string> {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return used;
}
