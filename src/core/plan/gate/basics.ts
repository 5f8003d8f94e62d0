import type { Duration } from '../../quantity/instant.ts';
import type { Position } from '../position.ts';

/** What every gate has. */
export interface GateBasics {
  readonly name: string;
  readonly timeout: Duration;
  readonly position: Position;
}
