import type { Scene } from '../state/hub.ts';
import type { Reply } from '../reply.ts';

/** A routed, permitted request whose parts were found to be as GitHub describes them. */
export interface Call extends Scene {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Of the form the description gives; a handler names the part of it that it reads. */
  readonly body: unknown;
}

export type Handler = (call: Call) => Reply;
