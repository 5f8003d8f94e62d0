import type { Outline } from '../meaning/outline.ts';
import type { Notes } from '../notes.ts';

/** Giving the traffic back to the stable slot makes sense only if something has brought the new version there. */
export function checkPromotion({ target, hooks }: Outline, notes: Notes): void {
  if (target?.afterPromotion !== 'stable' || hooks.promote !== undefined) return;
  if (notes.source.at(['hooks', 'promote']) !== undefined) return;
  notes.error(
    ['target', target.kind, 'after-promotion'],
    'promote-hook-missing',
    'after promotion the stable slot carries the traffic, and nothing brings the new version there',
    'add `hooks: { promote: … }`, or write `after-promotion: canary`',
  );
}
