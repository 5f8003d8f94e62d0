/** Whether it is the full name of a commit: what stands in a ledger may be anything. */
export function isCommitName(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
