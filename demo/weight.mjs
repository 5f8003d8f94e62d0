#!/usr/bin/env node
// The program a plan's `command` target runs: `weight.mjs set` gives the canary SLUICE_WEIGHT percent of the
// proxy at DEMO_PROXY_ADMIN, `weight.mjs get` prints what it has.

const { DEMO_PROXY_ADMIN: admin, SLUICE_WEIGHT: weight } = process.env;
const [, , verb] = process.argv;

try {
  if (admin === undefined) throw new Error('DEMO_PROXY_ADMIN must hold the address of the proxy');
  if (verb === 'set') await ask({ method: 'PUT', body: weight ?? '' });
  else if (verb === 'get') process.stdout.write(await ask({ method: 'GET' }));
  else throw new Error(`usage: weight.mjs set|get, not ${verb ?? 'nothing'}`);
} catch (error) {
  process.stderr.write(`weight.mjs: ${error.cause?.message ?? error.message}\n`);
  process.exitCode = 1;
}

/** @param {RequestInit} request */
async function ask(request) {
  const response = await fetch(`${admin}/weight`, {
    ...request,
    signal: AbortSignal.timeout(5_000),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`the proxy answered ${response.status}: ${answer.trim()}`);
  return answer;
}
