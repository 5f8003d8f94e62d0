import type { LoggedCommit } from '../store.ts';

/** Parents and message of a commit as git keeps it: headings, an empty line, the message. */
export function parseCommit(text: string): Pick<LoggedCommit, 'parents' | 'message'> {
  const end = text.indexOf('\n\n');
  const headings = end < 0 ? text : text.slice(0, end);
  return {
    parents: [...headings.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, id = '']) => id),
    message: end < 0 ? '' : text.slice(end + 2),
  };
}

/** What `git log -z --format=%H%n%P%n%B` prints: ids, the parents' ids, and messages. */
export function parseLog(output: string): readonly LoggedCommit[] {
  return output
    .split('\0')
    .filter((record) => record !== '')
    .map((record) => {
      const [id = '', parents = '', ...message] = record.split('\n');
      return { id, parents: parents.split(' ').filter(Boolean), message: message.join('\n') };
    });
}
