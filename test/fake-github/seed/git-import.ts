import { execFileSync } from 'node:child_process';
import { putObject, type ObjectKind } from '../state/git-objects.ts';
import type { Repository } from '../state/world.ts';

/** Takes over every object, branch and tag of a git repository on this machine, under their true ids. */
export function importGit(repository: Repository, directory: string): void {
  const git = (args: readonly string[], input?: string) =>
    execFileSync('git', ['-C', directory, ...args], { input, maxBuffer: 1e9 });

  const listing = git(['cat-file', '--batch-all-objects', '--batch']);
  for (let at = 0; at < listing.length;) {
    const end = listing.indexOf('\n', at);
    const [, kind = '', size = '0'] = listing.toString('utf8', at, end).split(' ');
    const start = end + 1;
    putObject(repository, kind as ObjectKind, listing.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  const refs = git([
    'for-each-ref',
    '--format=%(objectname) %(refname)',
    'refs/heads',
    'refs/tags',
  ]);
  for (const line of refs.toString('utf8').trim().split('\n')) {
    const [oid = '', name = ''] = line.split(' ');
    if (name !== '') repository.refs[name] = oid;
  }
}
