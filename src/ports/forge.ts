import type { Descriptions } from './descriptions.ts';
import type { People } from './people.ts';
import type { Reviews } from './reviews.ts';
import type { Security } from './security.ts';

/** The place where the code lives and people work on it, as one token sees it. */
export interface Forge {
  readonly people: People;
  readonly reviews: Reviews;
  readonly security: Security;
  readonly descriptions: Descriptions;
}
