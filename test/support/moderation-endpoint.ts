import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A stand-in of OpenAI's moderation endpoint, as strict as the real one about what it is sent. */
export interface ModerationEndpoint {
  readonly url: string;
  /** Prompts that were asked about, in order. */
  readonly asked: readonly string[];
  /** What is wrong with prompts that have this word in them: category and score. */
  readonly wrong: Map<string, { readonly category: string; readonly score: number }>;
  /** `silent`: no answer at all; a number: that status. */
  trouble: 'silent' | 'nonsense' | number | undefined;
  close(): Promise<void>;
}

export async function startModerationEndpoint(apiKey: string): Promise<ModerationEndpoint> {
  const asked: string[] = [];
  const wrong: ModerationEndpoint['wrong'] = new Map();
  const server = createServer((request, response) => {
    void (async () => {
      const reply = (status: number, body: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      };
      const refuse = (status: number, message: string): void => reply(status, { error: { message } });
      if (endpoint.trouble === 'silent') return;
      if (endpoint.trouble === 'nonsense') return reply(200, { results: 'fine' });
      if (endpoint.trouble !== undefined) return refuse(endpoint.trouble, 'trouble');
      if (request.method !== 'POST' || request.url !== '/v1/moderations') return refuse(404, 'unknown route');
      if (request.headers.authorization !== `Bearer ${apiKey}`) return refuse(401, 'wrong key');
      if (request.headers['content-type'] !== 'application/json') return refuse(400, 'not JSON');
      const { input, model = 'omni-moderation-latest', ...rest } = JSON.parse(await textOf(request)) as Body;
      if (typeof input !== 'string' || input === '') return refuse(400, 'input must be a string');
      if (Object.keys(rest).length > 0) return refuse(400, `unknown field ${Object.keys(rest)[0]}`);
      asked.push(input);
      const found = [...wrong].filter(([word]) => input.includes(word)).map(([, what]) => what);
      const scores = Object.fromEntries(categories.map((name) => [name, 0.01]));
      for (const { category, score } of found) scores[category] = score;
      const flags = Object.fromEntries(categories.map((name) => [name, (scores[name] ?? 0) > 0.5]));
      const flagged = Object.values(flags).some(Boolean);
      reply(200, { id: 'modr-1', model, results: [{ flagged, categories: flags, category_scores: scores }] });
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint: ModerationEndpoint = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/moderations`,
    asked,
    wrong,
    trouble: undefined,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return endpoint;
}

type Body = { input?: unknown; model?: string } & Record<string, unknown>;

const categories = ['sexual', 'sexual/minors', 'violence', 'hate', 'harassment', 'self-harm', 'illicit'];

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
