#!/usr/bin/env node
// The program a plan's `command` target runs: `weight.mjs set` gives the canary SLUICE_WEIGHT percent of the
// proxy at DEMO_PROXY_ADMIN, `weight.mjs get` prints what it has. node:http starts twice as fast as fetch.

import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';

const { DEMO_PROXY_ADMIN: admin, SLUICE_WEIGHT: weight = '' } = process.env;
const [, , verb] = process.argv;

try {
  if (admin === undefined) throw new Error('DEMO_PROXY_ADMIN must hold the address of the proxy');
  if (verb === 'set') await ask(admin, 'PUT', weight);
  else if (verb === 'get') process.stdout.write(await ask(admin, 'GET', ''));
  else throw new Error(`usage: weight.mjs set|get, not ${verb ?? 'nothing'}`);
} catch (error) {
  process.stderr.write(`weight.mjs: ${error.message}\n`);
  process.exitCode = 1;
}

/**
 * @param {string} address
 * @param {string} method
 * @param {string} body
 */
async function ask(address, method, body) {
  const asking = request(`${address}/weight`, { method, signal: AbortSignal.timeout(5_000) });
  asking.end(body);
  const [response] = await once(asking, 'response');
  const answer = await text(response);
  if (response.statusCode === 200) return answer;
  throw new Error(`the proxy answered ${response.statusCode}: ${answer.trim()}`);
}
