import { request as httpRequest, type Agent } from 'node:http';

/** What a visitor has in mind, decided before the visit so that the same seed brings the same visitors. */
export interface VisitorPlans {
  readonly product: number;
  readonly buys: boolean;
}

interface Answer {
  readonly ok: boolean;
  readonly cookie: string | undefined;
}

/** One visit: front page, a product, perhaps the checkout. Whoever meets an error leaves. Never rejects. */
export async function visitShop(url: string, agent: Agent, plans: VisitorPlans): Promise<void> {
  const front = await send(agent, 'GET', url);
  if (!front.ok) return;
  const product = await send(agent, 'GET', `${url}/product/${plans.product}`, front.cookie);
  if (product.ok && plans.buys) await send(agent, 'POST', `${url}/checkout`, front.cookie);
}

function send(agent: Agent, method: string, url: string, cookie?: string): Promise<Answer> {
  return new Promise((resolve) => {
    const headers = cookie === undefined ? {} : { cookie };
    const request = httpRequest(url, { agent, method, headers }, (response) => {
      response.resume();
      response.on('close', () =>
        resolve({
          ok: response.complete && response.statusCode === 200,
          cookie: response.headers['set-cookie']?.[0]?.split(';')[0],
        }),
      );
    });
    request.on('error', () => resolve({ ok: false, cookie: undefined }));
    request.end();
  });
}
