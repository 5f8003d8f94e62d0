import type { Tap } from '../tap.ts';
import { type Asked, type Door, openHttpDoor } from './http-door.ts';

/** What the plan's commands have done. */
export interface Hand {
  readonly port: number;
  /** Hooks that ran, oldest first. */
  hooks: readonly string[];
  /** The weight a command target carries, in percent. */
  weight: number;
  close(): Promise<void>;
}

/** Where `hand.sh` calls: `POST /hooks/<name>`, `PUT /weight`, `GET /weight`. */
export async function openHand(tap: Tap): Promise<Hand> {
  const door: Door = await openHttpDoor(tap, {
    describe: ({ method, url, text }) => {
      if (url.pathname.startsWith('/hooks/'))
        return { kind: 'hook', name: url.pathname.slice('/hooks/'.length) };
      return method === 'PUT'
        ? { kind: 'weight change', name: `set ${text}` }
        : { kind: 'target read', name: 'get' };
    },
    carryOut: (asked) => ({ status: 200, headers: {}, text: act(asked) }),
    explain: (status) => `a fault of ${status}`,
  });

  function act({ method, url, text }: Asked): string {
    if (url.pathname.startsWith('/hooks/')) {
      hand.hooks = [...hand.hooks, url.pathname.slice('/hooks/'.length)];
      return 'done';
    }
    if (method === 'PUT') hand.weight = Number(text);
    return String(hand.weight);
  }

  const hand: Hand = { port: door.port, hooks: [], weight: 0, close: door.close };
  return hand;
}
