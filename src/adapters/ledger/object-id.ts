import { createHash } from 'node:crypto';

/** Git's address of a blob with this content; SHA-256 where the repository's ids are of that length. */
export function blobId(content: string, idLength: number): string {
  const bytes = Buffer.from(content, 'utf8');
  return createHash(idLength === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}
