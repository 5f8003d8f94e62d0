import type { Instant } from '../quantity/instant.ts';

/** Places where the story is told, remembered so that they are edited and not repeated. */
export interface ReportHandles {
  /** Node ids, as GitHub's GraphQL API knows them. */
  readonly repository?: string;
  readonly checkRun?: string;
  readonly comments?: readonly string[];
  readonly deployment?: string;
  /** File name of the workflow by which people step in, where the repository has one. */
  readonly control?: string;
  /** Path of the plan in the released commit, where it stands there as it was read. */
  readonly plan?: string;
  /** Criteria that were pointed at in the plan already: what was pointed at stays. */
  readonly annotated?: readonly string[];
  /** What every place was last told, and when comments were last edited. */
  readonly told?: { readonly what: string; readonly editedAt?: Instant };
}

/** What came of telling one notice at one channel. */
export interface Delivery {
  /** The notice's key. */
  readonly notice: string;
  /** The channel's name. */
  readonly channel: string;
  /** `given-up`: the service would not take it, and would not take it later either. */
  readonly outcome: 'sent' | 'given-up';
  /** The thread it began, or stands in. */
  readonly thread?: string;
}
