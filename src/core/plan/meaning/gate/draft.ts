import type { Duration } from '../../../quantity/instant.ts';
import type { PlanDocument } from '../../document/document.ts';
import type { Draft } from '../../draft/draft.ts';
import type { Notes } from '../../notes.ts';
import type { Position } from '../../position.ts';
import type { Path } from '../../source/path.ts';
import type { Connections } from '../connection.ts';

export type GatesDraft = Draft<NonNullable<PlanDocument['gates']>>;
export type GateDraft = NonNullable<GatesDraft[number]>;

/** What a gate of any kind is given besides its own keys. */
export interface GateAround {
  readonly basics: {
    readonly name: string;
    readonly timeout: Duration;
    readonly position: Position;
  };
  /** Where its keys stand. */
  readonly path: Path;
  readonly connections: Connections;
  readonly notes: Notes;
}
