import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { z } from 'zod';
import { createOpenaiChatModel } from '../../src/chat/openai-chat-model.ts';
import type { CoreConfig } from '../../src/core/core-config.ts';

/** What the endpoint was asked, once it had nothing to object to. */
export interface AskedChat {
  readonly model: string;
  /** The system's message. */
  readonly task: string;
  /** The user's words; absent for a picture. */
  readonly text?: string;
  /** The picture that was shown; absent for words. */
  readonly picture?: { readonly width: number; readonly height: number; readonly hasMetadata: boolean };
}

/** How it misbehaves. `late`: no answer at all; a number: that status. */
export type ChatTrouble =
  'late' | 'html' | 'nonsense' | 'empty' | 'huge' | 'refusal' | 'filtered' | 'content-policy' | number;

/** A stand-in of OpenAI's `/v1/chat/completions` and `/v1/models`, as strict as the real one about what it is sent. */
export interface ChatEndpoint {
  /** With `/v1`, without a slash at the end. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  readonly visionModel: string;
  /** In order; also those that got no good answer. */
  readonly asked: AskedChat[];
  /** What it says next, in order; then something of its own. */
  readonly answers: string[];
  /** For as long as it is set. */
  trouble: ChatTrouble | undefined;
  /** Takes only the newer name of the limit. */
  isNewer: boolean;
  close(): Promise<void>;
}

const imagePart = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({ url: z.string(), detail: z.enum(['auto', 'low', 'high']).optional() }),
});
const bodySchema = z.strictObject({
  model: z.string(),
  messages: z.tuple([
    z.strictObject({ role: z.literal('system'), content: z.string().min(1) }),
    z.strictObject({
      role: z.literal('user'),
      content: z.union([z.string().min(1), z.tuple([imagePart])]),
    }),
  ]),
  max_tokens: z.number().int().min(1).max(16_384).optional(),
  max_completion_tokens: z.number().int().min(1).max(16_384).optional(),
});

/** More than a picture needs that was made smaller. */
const maxPictureBytes = 1024 * 1024;

export async function startChatEndpoint(apiKey = 'chat-key-of-the-tests'): Promise<ChatEndpoint> {
  const server = createServer((request, response) => {
    void answer(request, response, endpoint).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint: ChatEndpoint = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    ...{ apiKey, model: 'words-1', visionModel: 'eyes-1' },
    ...{ asked: [], answers: [], trouble: undefined, isNewer: false },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return endpoint;
}

async function answer(request: IncomingMessage, response: ServerResponse, endpoint: ChatEndpoint) {
  const reply = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const refuse = (status: number, message: string, code: string | null = null, param?: string): void =>
    reply(status, { error: { message, type: 'invalid_request_error', param: param ?? null, code } });

  if (request.headers.authorization !== `Bearer ${endpoint.apiKey}`) {
    return refuse(401, 'Incorrect API key', 'invalid_api_key');
  }
  const { model, visionModel } = endpoint;
  if (request.method === 'GET' && request.url === '/v1/models') {
    return reply(200, { object: 'list', data: [model, visionModel].map((id) => ({ id, object: 'model' })) });
  }
  if (request.method !== 'POST' || request.url !== '/v1/chat/completions')
    return refuse(404, 'No such route');
  if (request.headers['content-type'] !== 'application/json') return refuse(400, 'Not JSON');
  const parsed = bodySchema.safeParse(JSON.parse(await textOf(request)));
  if (!parsed.success) return refuse(400, parsed.error.issues[0]?.message ?? 'invalid');
  const { messages, max_tokens: oldLimit, ...body } = parsed.data;
  if (![model, visionModel].includes(body.model)) return refuse(404, 'No such model', 'model_not_found');
  if (endpoint.isNewer && oldLimit !== undefined) {
    const message = "'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
    return refuse(400, message, 'unsupported_parameter', 'max_tokens');
  }
  const [{ content: task }, { content }] = messages;
  if (typeof content === 'string') endpoint.asked.push({ model: body.model, task, text: content });
  else {
    if (body.model !== visionModel) return refuse(400, 'This model sees nothing');
    const [, data] = /^data:image\/jpeg;base64,([A-Za-z0-9+/]+={0,2})$/.exec(content[0].image_url.url) ?? [];
    const bytes = Buffer.from(data ?? '', 'base64');
    if (bytes.length === 0 || bytes.length > maxPictureBytes)
      return refuse(400, 'Bad image', 'invalid_image');
    const { width, height, exif, icc, xmp } = await sharp(bytes).metadata();
    const hasMetadata = [exif, icc, xmp].some((part) => part !== undefined);
    endpoint.asked.push({ model: body.model, task, picture: { width, height, hasMetadata } });
  }
  return misbehave(endpoint, { reply, refuse, response }) ?? reply(200, completion(wordsOf(endpoint)));
}

function wordsOf({ answers, asked }: ChatEndpoint): object {
  const given = asked.at(-1);
  const own = given?.text === undefined ? 'A lighthouse at dusk, oil on canvas' : `${given.text}, at dusk`;
  return { role: 'assistant', content: answers.shift() ?? own, refusal: null };
}

function completion(message: object, end = 'stop'): object {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: end }],
  };
}

/** Undefined where it behaves. */
function misbehave(
  { trouble }: ChatEndpoint,
  to: {
    reply(status: number, body: unknown): void;
    refuse(status: number, message: string, code?: string): void;
    response: ServerResponse;
  },
): true | undefined {
  const { reply, refuse, response } = to;
  const said = (content: string | null, refusal: string | null = null) => ({
    role: 'assistant',
    content,
    refusal,
  });
  if (trouble === undefined) return undefined;
  if (typeof trouble === 'number') refuse(trouble, 'trouble');
  else if (trouble === 'html') response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>');
  else if (trouble === 'nonsense') reply(200, { choices: 'none' });
  else if (trouble === 'empty') reply(200, completion(said('  ')));
  else if (trouble === 'huge') reply(200, completion(said('word '.repeat(200_000))));
  else if (trouble === 'refusal') reply(200, completion(said(null, 'I cannot help with that.')));
  else if (trouble === 'filtered') reply(200, completion(said(''), 'content_filter'));
  else if (trouble === 'content-policy') refuse(400, 'No.', 'content_policy_violation');
  return true;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** What core is given to use it. */
export function promptHelpOf(
  { baseUrl, apiKey, model, visionModel }: ChatEndpoint,
  dailyLimit = 50,
): NonNullable<CoreConfig['promptHelp']> {
  const config = { baseUrl, apiKey, model, visionModel, timeoutMs: 5_000 };
  return { model: createOpenaiChatModel(config), dailyLimit };
}
