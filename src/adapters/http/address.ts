const SECRET_KEY = /token|key|secret|passw|pwd|auth|sig|credential|session|jwt/i;

/**
 * An address as it may be printed: no user and password, no fragment, and `***` for the value of every
 * query parameter whose name sounds like a secret. Text that is no address is not shown at all.
 *
 * @example showUrl('https://me:pw@host/q?token=abc&a=1') === 'https://host/q?token=***&a=1'
 */
export function showUrl(text: string): string {
  const url = parseUrl(text);
  if (url === undefined) return '(not an http address)';
  url.username = '';
  url.password = '';
  url.hash = '';
  for (const key of new Set(url.searchParams.keys())) {
    if (SECRET_KEY.test(key)) url.searchParams.set(key, '***');
  }
  return url.href;
}

/** The address, or undefined when the text is none or neither `http:` nor `https:`. */
export function parseUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url : undefined;
}
