import type { RepositoryResult } from './repository.ts';

/** The description of an issue or pull request. */
export interface Description {
  readonly number: number;
  readonly text: string;
  /** Who edited it last, its author where nobody has; undefined where that account is gone. */
  readonly by: string | undefined;
}

/** Reads descriptions as they are now. Nothing is thrown. */
export interface Descriptions {
  read(number: number): Promise<RepositoryResult<Description>>;
}
