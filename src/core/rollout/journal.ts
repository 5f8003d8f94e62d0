/**
 * The journal of a rollout: its events as lines of JSON, each hung on the one before it. Written and read here,
 * and nowhere else.
 */
export { NOTHING_BEFORE } from './journal/chain.ts';
export type { Digest, Journal, JournalEnd, JournalProblem, JournalTexts } from './journal/chain.ts';
export { readEarlier } from './journal/earlier.ts';
export { whatMatters } from './journal/condense.ts';
export { JOURNAL_VERSION, encodeEvent } from './journal/line.ts';
export { decodeJournal } from './journal/reading.ts';
export { extendJournal, RECENT_LIMIT } from './journal/writing.ts';
export type { Succession } from './journal/succession.ts';
export { checkBeginning, checkPutAway, endOf, succession } from './journal/succession.ts';
